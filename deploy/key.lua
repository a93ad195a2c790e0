-- A key is passed on once. It is claimed last of all, just before it leaves, and given back where
-- it is certain that nothing was executed under it.
--
-- Where keys are proven it may leave again, which is written down under a name of its own: an
-- environment that is not proven, or no longer, refuses it then.

local NEVER_LEFT = { ["-"] = true, UF = true, UH = true, NR = true }

-- Without this word nothing passes the guard behind, nor where the script fails.
local function pass(handle) note(handle):set("reprise", "passes", "once") end

function envoy_on_request(handle)
  if handle:headers():get(":method") ~= "POST" then return pass(handle) end
  local key = (handle:headers():get("idempotency-key") or ""):match("^[A-Za-z0-9-]+$")
  if not key or #key > 64 then return refuse(handle, "400", "-", "there is no key") end
  local isProven = handle:metadata():get("keys") == "proven"
  if isProven then
    if not (claim("p-" .. key) and is_lasting()) then return refuse(handle, "503", "-", UNWRITABLE) end
    return pass(handle)
  end
  local claimed, left = "known", made("p-" .. key)
  if not left then claimed, left = claim("k-" .. key) end
  if claimed == "known" then return refuse(handle, "409", "LK", "this key has left before", left) end
  if not claimed then return refuse(handle, "503", "-", UNWRITABLE) end
  if not is_lasting() then
    give_back("k-" .. key)
    return refuse(handle, "503", "-", UNWRITABLE)
  end
  note(handle):set("reprise", "key", key)
  pass(handle)
end

-- Zuora's own 401 and 429 are given before anything runs (developer guide, error handling).
local function is_turned_away(headers)
  local status = headers:get(":status")
  local kind = (headers:get("content-type") or ""):lower()
  return (status == "401" or status == "429") and kind:find("^application/[%w.+-]*json") ~= nil
end

function envoy_on_response(handle)
  local noted = note(handle):get("reprise")
  if not (noted and noted.key) then return end
  local headers = handle:headers()
  local mark = headers:get("x-proxy-local")
  local isUnsent
  if mark then isUnsent = NEVER_LEFT[mark] else isUnsent = is_turned_away(headers) end
  if isUnsent then give_back("k-" .. noted.key) end
end
