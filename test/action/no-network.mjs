/** Loaded before the action: no connection leaves this machine. */
import net from "node:net";
import tls from "node:tls";

const connect = net.Socket.prototype.connect;
net.Socket.prototype.connect = function (...options) {
  const [first] = options;
  const [target] = Array.isArray(first) ? first : [first];
  const host = typeof target === "object" && target !== null ? target.host : options[1];
  if (host !== "127.0.0.1") throw new Error(`the action connects to ${host}`);
  return connect.apply(this, options);
};
tls.connect = () => {
  throw new Error("the action connects to somewhere outside");
};
