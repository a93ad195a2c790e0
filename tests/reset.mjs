// Resets a connection of Node's: whoever is on the other side sees RST.

/**
 * One that is being ended cannot be reset any more, and is closed. Node 20 would say EINVAL to itself,
 * keep the connection for ever, and neither the server nor the process would end.
 */
export function reset(socket) {
  if (socket.writableEnded) socket.destroy();
  else socket.resetAndDestroy();
}
