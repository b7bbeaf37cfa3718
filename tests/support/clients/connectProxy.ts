import { createServer } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";

/** An HTTP proxy that passes TLS connections on, and counts them. */
export class ConnectProxy {
    connections = 0;
    private readonly sockets = new Set<Socket>();
    private readonly server = createServer();

    private constructor() {
        this.server.on("connect", (request, client: Socket) => {
            this.connections++;
            const { hostname, port } = new URL(`http://${request.url}`);
            const upstream = connect(Number(port), hostname, () => {
                client.write("HTTP/1.1 200 Connection established\r\n\r\n");
                client.pipe(upstream).pipe(client);
            });
            for (const [socket, other] of [
                [client, upstream],
                [upstream, client],
            ] as const) {
                this.sockets.add(socket);
                socket.on("error", () => other.destroy());
                socket.on("close", () => other.destroy());
            }
        });
    }

    static async start(): Promise<ConnectProxy> {
        const proxy = new ConnectProxy();
        await new Promise<void>((resolve) => proxy.server.listen(0, "127.0.0.1", resolve));
        return proxy;
    }

    get url(): string {
        return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
    }

    stop(): void {
        for (const socket of this.sockets) socket.destroy();
        this.server.close();
    }
}
