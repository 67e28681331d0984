// eris-fleet under the load of Fleet.Benchmarks.Bot: one cluster that drives it, services that echo and count, the master process in the middle.
// The benchmark starts this file (`ipc --eris-fleet`), with the socket of its orders in ERIS_BENCH_ORDERS and the number of services in ERIS_BENCH_SERVICES.
// Every process of eris-fleet runs this file: `new Fleet` becomes the Admiral, a cluster or a service.
"use strict";

const { EventEmitter } = require("events");
const net = require("net");
const readline = require("readline");
const { BaseClusterWorker, BaseServiceWorker, Fleet } = require("eris-fleet");

const services = Number(process.env.ERIS_BENCH_SERVICES);
const eventsPerAcknowledgement = 256;
// As many events under way as Fleet's own driver allows: EventWindow.
const groups = 48;
// 64 bytes as JSON, with "number" (ten digits) and what stands between.
const rest = "x".repeat(33);

// In the place of eris' own client: it connects to nothing.
class NoClient extends EventEmitter {
    constructor() {
        super();
        this.options = {};
        this.requestHandler = {};
    }

    async getBotGateway() {
        return { shards: 1, session_start_limit: { max_concurrency: 1 } };
    }

    connect() {
        setImmediate(() => {
            this.emit("shardReady", 0);
            this.emit("ready");
        });
    }

    disconnect() {}
}

class Echo extends BaseServiceWorker {
    constructor(setup) {
        super(setup);
        this.events = 0;
        this.number = Number(this.serviceName.slice("echo".length));
        this.ipc.register("note", () => {
            if (++this.events % eventsPerAcknowledgement === 0) this.ipc.sendTo(0, "taken", { service: this.number });
        });
        this.serviceReady();
    }

    handleCommand(ask) {
        return ask;
    }

    shutdown(done) {
        done();
    }
}

class Driver extends BaseClusterWorker {
    constructor(setup) {
        super(setup);
        // A broadcast reaches its sender too; its share is counted.
        this.ipc.register("note", () => {});
        this.ipc.register("taken", taken => this.onTaken(taken.service));
        const socket = net.connect(process.env.ERIS_BENCH_ORDERS);
        readline.createInterface({ input: socket }).on("line", async line => {
            const [load, count, seconds] = line.split(" ");
            const measured = load === "echo" ? await this.echo(Number(count), Number(seconds)) : await this.stream(Number(seconds));
            socket.write(`${measured.operations} ${measured.seconds} ${measured.p50} ${measured.p99} 0\n`);
        });
    }

    async echo(inFlight, seconds) {
        const latencies = [];
        const began = process.hrtime.bigint();
        const end = began + BigInt(Math.round(seconds * 1e9));
        const ask = async () => {
            for (let now = process.hrtime.bigint(); now < end; ) {
                await this.ipc.serviceCommand("echo0", { number: Number(now - began), rest }, true);
                const then = process.hrtime.bigint();
                latencies.push(Number(then - now) / 1e3);
                now = then;
            }
        };
        await Promise.all(Array.from({ length: inFlight }, ask));
        const took = Number(process.hrtime.bigint() - began) / 1e9;
        const sorted = Float64Array.from(latencies).sort();
        const part = share => sorted[Math.floor((sorted.length - 1) * share)];
        return { operations: sorted.length, seconds: took, p50: part(0.5), p99: part(0.99) };
    }

    async stream(seconds) {
        this.taken = new Array(services).fill(0);
        this.sent = 0;
        const began = process.hrtime.bigint();
        const passed = () => Number(process.hrtime.bigint() - began) / 1e9;
        while (passed() < seconds) {
            if (this.sent - Math.min(...this.taken) < groups) {
                for (let i = 0; i < eventsPerAcknowledgement; i++) this.ipc.broadcast("note", { number: 1234567890, rest });
                this.sent++;
                await new Promise(setImmediate);
            } else {
                await this.news();
            }
        }
        while (Math.min(...this.taken) < this.sent) await this.news();
        const took = passed();
        return { operations: this.sent * eventsPerAcknowledgement * (services + 1), seconds: took, p50: 0, p99: 0 };
    }

    news() {
        return new Promise(resolve => { this.heard = resolve; });
    }

    onTaken(service) {
        this.taken[service]++;
        const heard = this.heard;
        this.heard = undefined;
        if (heard) heard();
    }

    handleCommand(ask) {
        return ask;
    }

    shutdown(done) {
        done();
    }
}

const fleet = new Fleet({
    token: "none",
    customClient: NoClient,
    BotWorker: Driver,
    shards: 1,
    clusters: 1,
    clusterTimeout: 0,
    fetchTimeout: 60_000,
    statsInterval: "disable",
    startServicesTogether: true,
    whatToLog: { whitelist: [] },
    services: Array.from({ length: services }, (_, i) => ({ name: `echo${i}`, ServiceWorker: Echo })),
});
// An error without a listener would end the Admiral; one that is told ends it here, for a load that fails is none.
if (require("cluster").isMaster) {
    fleet.on("warn", text => console.error(text));
    fleet.on("error", error => {
        console.error(error);
        process.exit(1);
    });
}
