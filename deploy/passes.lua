-- What may pass in either direction is named; everything else stays here. And no header stands
-- twice, because one line of several is enough for the rules before; nor is there a body.

local function set(names)
  local found = {}
  for name in names:gmatch("%S+") do found[name] = true end
  return found
end

local to_zuora = set [[
  :method :path :authority :scheme content-length accept accept-encoding user-agent
  idempotency-key zuora-track-id zuora-entity-ids zuora-org-ids
]]
local to_page = set [[
  :status content-type content-length content-encoding transfer-encoding date
  zuora-request-id zuora-track-id retry-after x-proxy-local x-proxy-left
  ratelimit-limit ratelimit-remaining ratelimit-reset
]]

local function keep(headers, names)
  local others = {}
  for name in pairs(headers) do
    if not names[name] then others[name] = true end
  end
  for name in pairs(others) do headers:remove(name) end
end

local function doubled(headers)
  for name in pairs(headers) do
    if headers:getNumValues(name) > 1 then return true end
  end
  return false
end

local function refuse(handle, why)
  handle:respond({ [":status"] = "400" }, why)
end

-- Why the operator reruns, in percent-encoded UTF-8: for the journal alone.
local LONGEST_REASON = 6000
local function is_reason(text)
  return #text <= LONGEST_REASON and text:gsub("%%%x%x", ""):find("^[%w._~-]*$") ~= nil
end

function envoy_on_request(handle)
  if doubled(handle:headers()) then return refuse(handle, "a header stands twice") end
  if handle:body() then return refuse(handle, "there is a body") end
  local reason = handle:headers():get("x-reprise-reason")
  if reason then
    if not is_reason(reason) then return refuse(handle, "the reason is no percent-encoded text") end
    handle:streamInfo():dynamicMetadata():set("reprise", "reason", reason)
  end
  keep(handle:headers(), to_zuora)
end

function envoy_on_response(handle)
  local headers = handle:headers()
  keep(headers, to_page)
  headers:replace("cache-control", "no-store")
  headers:replace("x-content-type-options", "nosniff")
  headers:replace("cross-origin-resource-policy", "same-origin")
end
