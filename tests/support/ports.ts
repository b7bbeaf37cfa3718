import { type AddressInfo, createServer, type Server } from "node:net";

/**
 * Ports on 127.0.0.1 that nobody listens on. All are held until the last is known, so that they differ.
 * Another process may still take one before it is used: callers try again with new ones then.
 */
export async function freePorts(count: number): Promise<number[]> {
    const servers = await Promise.all(Array.from({ length: count }, listen));
    const ports = servers.map((server) => (server.address() as AddressInfo).port);
    await Promise.all(servers.map((server) => new Promise((closed) => server.close(closed))));
    return ports;
}

function listen(): Promise<Server> {
    return new Promise((resolve, reject) => {
        const server = createServer();
        server.once("error", reject);
        server.listen(0, "127.0.0.1", () => resolve(server));
    });
}
