-- Says to the host in front who has logged in: the token, for the gateway to verify, and the name in
-- it, for the page to show. The log-in before it has turned away whoever has not.

function envoy_on_request(handle)
  local headers = handle:headers()
  local cookies = "; " .. (headers:get("cookie") or "")
  local answer = { [":status"] = "200", ["cache-control"] = "no-store" }
  answer["x-sign-in-token"] = cookies:match("; __Host%-reprise%-id=([%w._-]+)")
  answer["x-operator"] = (headers:get("x-operator") or ""):match("^[!-~]+$")
  handle:respond(answer, "")
end
