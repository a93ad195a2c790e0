-- A key is passed on once. It is claimed last of all, just before it leaves, and given back where
-- it is certain that nothing was executed under it.
--
-- Where keys are proven it may leave again, which is written down under a name of its own: an
-- environment that is not proven, or no longer, refuses it then.

local NEVER_LEFT = { ["-"] = true, UF = true, UH = true, NR = true }

-- Without this word nothing passes the guard behind, nor where the script fails.
local function pass(handle) note(handle):set("reprise", "passes", "once") end

-- Lets an order leave that is written down, as is the name that it claimed. The line is flushed
-- first: on most file systems that takes the name along, and costs no second flush.
local function leave(handle, key)
  local isTold = will_leave(handle)
  if isTold and is_lasting(FOLDER) then
    if key then note(handle):set("reprise", "key", key) end
    return pass(handle)
  end
  if key then give_back("k-" .. key) end
  refuse(handle, "503", "-", isTold and UNWRITABLE or UNTOLD)
end

function envoy_on_request(handle)
  show_alarms(handle)
  local method = handle:headers():get(":method")
  if method == "GET" then return pass(handle) end
  if method ~= "POST" then return leave(handle) end
  local key = (handle:headers():get("idempotency-key") or ""):match("^[A-Za-z0-9-]+$")
  if not key or #key > 64 then return refuse(handle, "400", "-", "there is no key") end
  if handle:metadata():get("keys") == "proven" then
    if not claim("p-" .. key) then return refuse(handle, "503", "-", UNWRITABLE) end
    return leave(handle)
  end
  local claimed, left = "known", made("p-" .. key)
  if not left then claimed, left = claim("k-" .. key) end
  if claimed == "known" then return refuse(handle, "409", "LK", "this key has left before", left) end
  if not claimed then return refuse(handle, "503", "-", UNWRITABLE) end
  leave(handle, key)
end

-- Zuora's own 401 and 429 are given before anything runs (developer guide, error handling).
local function is_turned_away(headers)
  local status = headers:get(":status")
  local kind = (headers:get("content-type") or ""):lower()
  return (status == "401" or status == "429") and kind:find("^application/[%w.+-]*json") ~= nil
end

local function is_unsent(headers)
  local mark = headers:get("x-proxy-local")
  if mark then return NEVER_LEFT[mark] end
  return is_turned_away(headers)
end

function envoy_on_response(handle)
  local noted = note(handle):get("reprise")
  if not noted then return end
  if noted.key and is_unsent(handle:headers()) then give_back("k-" .. noted.key) end
  if noted.left then has_come_back(handle, noted.left) end
end
