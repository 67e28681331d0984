namespace Fleet.EndToEnd.Tests.Embedding;

/// <summary>Bots that speak with the program around their fleet, and print what they hear of the fleet.</summary>
internal static class ListeningBot
{
    public const string Cluster = "Listening.Cluster";
    public const string Service = "Listening.Service";

    public const string Text = """
        namespace Listening;

        public sealed record Greeting(string Text);
        public sealed record TimeQuery;
        public sealed record TimeReply(DateTimeOffset Now);
        public sealed record CountQuery(string Channel);
        public sealed record CountReply(long Messages);

        public sealed class Cluster : BaseClusterWorker
        {
            protected override Task StartAsync(CancellationToken cancellationToken)
            {
                Ears.Open(Ipc);
                return Task.CompletedTask;
            }
        }

        public sealed class Service : BaseServiceWorker
        {
            protected override Task StartAsync(CancellationToken cancellationToken)
            {
                Ears.Open(Ipc);
                Ipc.Handle<CountQuery, CountReply>("IStats.CountAsync", (query, context) => Task.FromResult(new CountReply(context.From is null && query.Channel == "ada" ? 42 : 0)));
                // Not sooner: until it is active, no answer would reach it.
                Ipc.OnNotice<FleetReady>(async (_, _) => await Ipc.SendToAdmiralAsync("greet", new Greeting($"here is {Worker.Name}")));
                Ipc.On<Greeting>("greeted", async (greeting, context) =>
                {
                    var time = await Ipc.CommandAsync<TimeReply>(Target.Admiral, new TimeQuery());
                    Console.WriteLine($"greeted \"{greeting.Text}\" by {(context.From is null ? "the program" : "somebody")}, time {(time.Now > DateTimeOffset.UnixEpoch ? "known" : "unknown")}");
                });
                return Task.CompletedTask;
            }

            protected override async Task ActivateAsync(HandoverState? state, CancellationToken cancellationToken)
            {
                try
                {
                    await Ipc.SendToAdmiralAsync("fleet.notice.WorkerLost", new WorkerLost { Worker = "forged" }, cancellationToken);
                }
                catch (ArgumentException e)
                {
                    Console.WriteLine($"not sent: {e.Message}");
                }
            }
        }

        internal static class Ears
        {
            public static void Open(IFleetIpc ipc)
            {
                ipc.OnNotice<FleetReady>((ready, _) => Console.WriteLine($"heard ready: {string.Join(",", ready.Active)}"));
                ipc.OnNotice<WorkerLost>((lost, context) => Console.WriteLine($"heard lost {lost.Worker} {(context.From is null ? "from the Admiral" : "from a worker")}: {lost.Reason}"));
                ipc.OnNotice<HandoverPending>((pending, _) => Console.WriteLine($"heard pending {pending.Old} to {pending.New} in {pending.In.TotalSeconds} s"));
            }
        }
        """;
}
