-- What has left before: a folder with one empty file for each, claimed by making it. Of any number
-- of workers and gateways that share the folder exactly one makes it, and it outlives them all.
-- FOLDER and DAYS come from the settings. Linux, 64 bit.

local ffi = require "ffi"
ffi.cdef [[
  int open(const char *path, int flags, ...);
  int close(int file);
  int fsync(int file);
  int unlink(const char *path);
  int statx(int folder, const char *path, int flags, unsigned int mask, void *found);
]]
local C = ffi.C
local CLOSED_ON_EXEC = 0x80000
local MADE_OR_FAILS = 0x1 + 0x40 + 0x80 + CLOSED_ON_EXEC -- O_WRONLY, O_CREAT, O_EXCL
local OWNER_ONLY = ffi.new("int", 384)
local IS_THERE = 17 -- EEXIST
local HERE, CHANGED = -100, 0x40 -- AT_FDCWD, STATX_MTIME
local found = ffi.new("int64_t[32]") -- struct statx: 256 bytes, stx_mtime.tv_sec at 112

-- When it was made, in Unix seconds; nil: it is not there, or cannot be read.
local function made(name)
  if C.statx(HERE, FOLDER .. "/" .. name, 0, CHANGED, found) ~= 0 then return nil end
  return tonumber(found[14])
end

-- "new": nobody had it, and now we have. "known", and since when. nil: it cannot be told.
local function claim(name)
  local file = C.open(FOLDER .. "/" .. name, MADE_OR_FAILS, OWNER_ONLY)
  if file >= 0 then
    C.close(file)
    return "new"
  end
  local isThere = ffi.errno() == IS_THERE
  local left = made(name)
  if isThere or left then return "known", left or os.time() end
end

local function give_back(name) C.unlink(FOLDER .. "/" .. name) end

-- Has the names in a folder written down, so that they are there after a power cut. What is claimed
-- is nothing but a name.
local function is_lasting(path)
  local folder = C.open(path, CLOSED_ON_EXEC)
  if folder < 0 then return false end
  local done = C.fsync(folder) == 0
  C.close(folder)
  return done
end

-- Since when everything is remembered: since the first use of the folder, but no longer than
-- names are kept. A part of a second counts as not remembered. nil: there is no memory.
local function remembers_since()
  local first = made("since")
  if not first then
    claim("since")
    first = made("since")
  end
  return first and math.max(first + 1, os.time() - DAYS * 86400)
end

local function note(handle) return handle:streamInfo():dynamicMetadata() end

-- Refuses with a mark of its own; `left`: when it left first.
local function refuse(handle, status, mark, why, left)
  local headers = { [":status"] = status, ["x-proxy-local"] = mark }
  if left then headers["x-proxy-left"] = ("%d"):format(left) end
  handle:respond(headers, why)
end

local UNWRITABLE = "the gateway cannot remember what it sends, so it sends nothing"
