-- A transmission is judged once. Its track id is claimed before any guard that could refuse one
-- copy and let the other pass (sign-in, rules of the next configuration, credential, key), and is
-- never given back: "-" on one copy is true of every other.

function envoy_on_request(handle)
  local since = remembers_since()
  if since then note(handle):set("reprise", "since", since) end
  -- Anything else (two of them as well, which are joined by a comma) is refused further on, each copy.
  local track = (handle:headers():get("zuora-track-id") or ""):match("^[A-Za-z0-9._-]+$")
  if track and #track <= 64 then
    local claimed, left = claim("t-" .. track)
    if claimed == "known" then return refuse(handle, "409", "LT", "this transmission was judged before", left) end
    if not (claimed and since) then return refuse(handle, "503", "-", UNWRITABLE) end
  end
  note(handle):set("reprise", "judged", "once")
end

function envoy_on_response(handle)
  local noted = note(handle):get("reprise")
  if not (noted and noted.since) then return end
  local what = handle:metadata():get("keys") == "unproven" and "keys" or "tracks"
  handle:headers():replace("x-proxy-remembers", ("%s=%d"):format(what, noted.since))
end
