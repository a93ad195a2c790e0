-- What left, and what came of it: a line before, a line after, in a folder of files that are only
-- ever added to. JOURNAL comes from the settings; memory.lua stands before this.
--
-- A file belongs to one worker for one day and is opened by its name for each line, so that one that
-- was moved or deleted meanwhile is begun anew. No gateway waits for another, on NFS neither.

ffi.cdef [[
  long write(int file, const void *bytes, size_t length);
  int ftruncate(int file, int64_t length);
  int mkdir(const char *path, unsigned int mode);
  int gethostname(char *name, size_t length);
  int getpid(void);
  int gettid(void);
  int clock_gettime(int clock, int64_t *found);
  char *strerror(int number);
]]
local ADDS = 0x1 + 0x400 + CLOSED_ON_EXEC -- O_WRONLY, O_APPEND
local BEGINS = ADDS + 0x40 + 0x80 -- O_CREAT, O_EXCL
local FOLDER_OF_OWNER = 448
local ITSELF = 0x1000 -- AT_EMPTY_PATH
local NOT_THERE, NO_ROOM = 2, 28 -- ENOENT, ENOSPC
local NUMBER_AND_SIZE = 0x100 + 0x200 -- STATX_INO, STATX_SIZE
local NAMES, ROUNDS = 10000, 5

local moment = ffi.new("int64_t[2]")
local function clock(which)
  C.clock_gettime(which, moment)
  return tonumber(moment[0]), tonumber(moment[1])
end

-- Milliseconds that only grow.
local function ticks()
  local seconds, parts = clock(1)
  return seconds * 1000 + parts / 1e6
end

local function host()
  local name = ffi.new("char[65]")
  if C.gethostname(name, 64) ~= 0 then return "host" end
  return (ffi.string(name):gsub("[^%w-]", "_"))
end

-- The number and the size of the file that is open, or that has this name; nil: there is none.
local function identity(file, path)
  local flags = path == "" and ITSELF or 0
  if C.statx(file, path, flags, NUMBER_AND_SIZE, found) ~= 0 then return nil end
  return found[4], found[5]
end

local current = {}

-- Begins this worker's next file of the day.
local function begin(day)
  local base = ("%s/%s.%s.%d-%d."):format(JOURNAL, day, host(), C.getpid(), C.gettid())
  local isNewDay = current.day ~= day
  for number = isNewDay and 1 or current.number, NAMES do
    local path = base .. number .. ".jsonl"
    local file = C.open(path, BEGINS, OWNER_ONLY)
    if file < 0 and ffi.errno() == NOT_THERE and C.mkdir(JOURNAL, FOLDER_OF_OWNER) == 0 then
      file = C.open(path, BEGINS, OWNER_ONLY)
    end
    if file >= 0 then
      current = { day = day, number = number, path = path, isNew = true }
      return file
    end
    if ffi.errno() ~= IS_THERE then break end
  end
  return -1
end

local function opened(day)
  if current.day == day then
    local file = C.open(current.path, ADDS)
    if file >= 0 or ffi.errno() ~= NOT_THERE then return file end
  end
  return begin(day)
end

-- Adds the line whole or not at all, and has it written down where it must outlive a power cut.
-- "moved": the name led to another file meanwhile, and this one may be packed or gone before the line
-- was in it. Moved after that it takes the line along.
local function added(file, line, lasts)
  local number, size = identity(file, "")
  if not number then return false end
  local count = tonumber(C.write(file, line, #line))
  if count >= 0 and count < #line then ffi.errno(NO_ROOM) end
  local done = count == #line
  if done and number ~= identity(HERE, current.path) then return "moved" end
  done = done and (not lasts or C.fsync(file) == 0)
  if done and lasts and current.isNew then
    done = is_lasting(JOURNAL)
    current.isNew = not done
  end
  if not done then
    local why = ffi.errno()
    C.ftruncate(file, size)
    ffi.errno(why)
  end
  return done
end

-- Adds a line. nil and the reason: it is not there. Where a file was moved the line is written again,
-- under the same pass.
local function append(day, line, lasts)
  for _ = 1, ROUNDS do
    local file = opened(day)
    if file < 0 then return nil, ffi.string(C.strerror(ffi.errno())) end
    local done = added(file, line, lasts)
    local why = ffi.errno()
    C.close(file)
    if not done then return nil, ffi.string(C.strerror(why)) end
    if done ~= "moved" then return true end
  end
  return nil, "its files are moved away all the time"
end

local SIGNS = {
  "^[%z\1-\127]", "^[\194-\223][\128-\191]", "^\224[\160-\191][\128-\191]",
  "^[\225-\236\238\239][\128-\191][\128-\191]", "^\237[\128-\159][\128-\191]",
  "^\240[\144-\191][\128-\191][\128-\191]", "^[\241-\243][\128-\191][\128-\191][\128-\191]",
  "^\244[\128-\143][\128-\191][\128-\191]",
}

-- The sign of UTF-8 that begins at a byte; nil: none does.
local function sign_at(text, at)
  for _, form in ipairs(SIGNS) do
    local sign = text:match(form, at)
    if sign then return sign end
  end
end

-- The text as JSON; what is no UTF-8 as U+FFFD.
local function quoted(text)
  local parts, at = {}, 1
  while at <= #text do
    local sign = sign_at(text, at)
    at = at + (sign and #sign or 1)
    if not sign then sign = "\\ufffd" elseif sign:find('^[%c"\\]') then sign = ("\\u%04x"):format(sign:byte()) end
    parts[#parts + 1] = sign
  end
  return '"' .. table.concat(parts) .. '"'
end

-- A line: names and values in turn; what is nil is left out. Numbers are written as they are.
local function written(...)
  local parts = {}
  for at = 1, select("#", ...), 2 do
    local name, value = select(at, ...), (select(at + 1, ...))
    if type(value) == "number" then
      parts[#parts + 1] = ('"%s":%s'):format(name, ("%.1f"):format(value):gsub("%.0$", ""))
    elseif value and value ~= "" then
      parts[#parts + 1] = ('"%s":%s'):format(name, quoted(value))
    end
  end
  return "{" .. table.concat(parts, ",") .. "}\n"
end

-- The day, and the moment to a thousandth of a second, in UTC.
local function now()
  local seconds, parts = clock(0)
  local text = os.date("!%Y-%m-%dT%H:%M:%S", seconds)
  return text:sub(1, 10), ("%s.%03dZ"):format(text, math.floor(parts / 1e6))
end

-- Who asks, as filters before have learned it; they say "-" of nobody.
local function operator(handle)
  local name = handle:streamInfo():filterState():get("reprise.operator")
  return name ~= "-" and name or nil
end

local function reason(handle)
  local noted = note(handle):get("reprise")
  local text = noted and noted.reason
  return text and (text:gsub("%%(%x%x)", function(byte) return string.char(tonumber(byte, 16)) end))
end

-- Counts a line that could not be written.
local function alarm(handle, name, count) handle:stats():counter("journal_" .. name):add(count) end

-- Both counters are there, at 0, from the first request on: one that begins with 1 is no rise to
-- whoever watches it.
local isFirst = true
local function show_alarms(handle)
  if isFirst then
    alarm(handle, "unwritten", 0)
    alarm(handle, "unfinished", 0)
  end
  isFirst = false
end

local passes = 0

-- Writes down that a rerun or a stop leaves. Nothing may leave of which this is not told: false.
local function will_leave(handle)
  local headers = handle:headers()
  local key, track = headers:get("idempotency-key"), headers:get("zuora-track-id")
  local day, at = now()
  local environment, kind, id = headers:get(":path"):match("^/api/([^/]+)/workflows/([a-z_]+)/(%d+)/")
  passes = passes + 1
  local seconds, parts = clock(0)
  local pass = ("%x%08x-%d-%d-%d"):format(seconds, parts, C.getpid(), C.gettid(), passes)
  local line = written("v", 1, "what", "sent", "pass", pass, "at", at, "environment", environment,
    "order", kind == "tasks" and "rerun" or "stop", kind == "tasks" and "task" or "run", id,
    "key", key, "track", track,
    "entity", headers:get("zuora-entity-ids"), "orgs", headers:get("zuora-org-ids"),
    "operator", operator(handle), "reason", reason(handle))
  local done, why = append(day, line, true)
  if done then
    note(handle):set("reprise", "left", { pass = pass, key = key or "", track = track or "", began = ticks() })
    return true
  end
  alarm(handle, "unwritten", 1)
  handle:logErr("the journal cannot be written, so nothing is sent: " .. why)
  return false
end

-- Writes down what came of it. It is not flushed: the page waits, and without this line the pass is
-- in doubt, which is never too little.
local function has_come_back(handle, left)
  local headers = handle:headers()
  local day, at = now()
  local line = written("v", 1, "what", "answered", "pass", left.pass, "at", at, "key", left.key, "track", left.track,
    "status", tonumber(headers:get(":status")), "mark", headers:get("x-proxy-local"),
    "type", (headers:get("content-type") or ""):match("^[%w/.+-]*"), "ms", ticks() - left.began,
    "zuora_request", headers:get("zuora-request-id"), "zuora_track", headers:get("zuora-track-id"))
  local done, why = append(day, line, false)
  if done then return end
  alarm(handle, "unfinished", 1)
  handle:logErr(("the journal lacks what came of %s: %s"):format(left.pass, why))
end

local UNTOLD = "the gateway cannot write its journal, so it sends nothing"
