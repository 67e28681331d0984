using Fleet.Admiral.Links;
using Fleet.Admiral.Tests.Routing;
using Fleet.Planning.Events;
using Fleet.Planning.Supervision;
using Fleet.Protocol.Connections;
using Fleet.Protocol.Handshake;
using Fleet.Protocol.Messages;
using Fleet.TestKit.Logging;
using Fleet.TestKit.Time;

namespace Fleet.Admiral.Tests.Links;

public sealed class AdmissionOrderTests
{
    private static readonly WorkerName s_worker = WorkerName.Parse("cluster-0#1");

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Joined_IsToldBeforeTheWorkerCanAnswerItsWelcome(bool helloComesFirst)
    {
        await using var routing = new RoutingUnderTest();
        var events = new LookingEvents();
        var desk = new LinkDesk(events, routing.Time, new RecordedLog<LinkDesk>()) { Router = routing.Router };
        var token = TokenHash.NewToken();
        desk.Expect(s_worker, new TokenHash(token), Welcome());
        await using var worker = await LinkedWorker.OpenAsync(desk, handshake: true);
        events.Look = () => worker.Link.Connection.Counters.FramesOut;
        desk.Opened(worker.Link);

        var hello = new Hello(ProtocolVersion.Current, s_worker, token);
        if (helloComesFirst) desk.Greet(worker.Link, hello);
        desk.Launched(s_worker, 4100);
        if (!helloComesFirst) desk.Greet(worker.Link, hello);

        (await events.SentAtJoin.Task.WithDeadline()).ShouldBe(0);
        (await worker.ReceivedAsync(1)).ShouldBe(["welcome cluster-0#1"]);
        worker.Link.Connection.Counters.FramesOut.ShouldBe(1);
    }

    private static Welcome Welcome() => new()
    {
        Identity = new WorkerIdentity("pingbot", "wren", s_worker, 1),
        PluginPath = "/code/1/Bot.dll",
        ConfigKey = "bot",
        CommandTimeout = TimeSpan.FromSeconds(10),
        StartDeadline = TimeSpan.FromSeconds(60),
        DrainPatience = TimeSpan.FromSeconds(2),
    };

    /// <summary>Looks, at the moment of joining, at what was sent.</summary>
    private sealed class LookingEvents : ILinkEvents
    {
        public Func<long> Look { get; set; } = () => -1;

        public TaskCompletionSource<long> SentAtJoin { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Post(FleetEvent fleetEvent)
        {
            if (fleetEvent is WorkerSignalled { Signal: WorkerSignal.Joined }) SentAtJoin.TrySetResult(Look());
        }

        public void SaidGoodbye(WorkerName worker)
        {
        }

        public void Faulted(WorkerName worker, Fault fault)
        {
        }

        public void Logged(WorkerName worker, LogLine line)
        {
        }

        public void Stats(WorkerName worker, long collection, ReadOnlySpan<byte> stats)
        {
        }

        public void LinkLost(WorkerName worker, DisconnectReason reason, Exception? failure)
        {
        }
    }
}
