using Fleet.Admiral.Budgets;
using Fleet.Admiral.Evaluation;
using Fleet.Admiral.Links;
using Fleet.Admiral.Options;
using Fleet.Admiral.Routing;
using Fleet.Admiral.Tests.Links;
using Fleet.Planning.Specs;
using Fleet.Protocol.Framing;
using Fleet.Protocol.Payloads;
using Fleet.TestKit.Logging;
using Fleet.TestKit.Time;

namespace Fleet.Admiral.Tests.Routing;

/// <summary>A fleet of service stats, cluster 0 (shard 0, channel wren) and cluster 1 (shard 1, channel tit), with a router and links over real sockets.</summary>
internal sealed class RoutingUnderTest : IAsyncDisposable
{
    private readonly List<LinkedWorker> _workers = [];

    public RoutingUnderTest(RouteLimits? limits = null, ProtocolLimits? linkLimits = null, CallerList? evaluators = null)
    {
        Limits = limits ?? new RouteLimits();
        LinkLimits = linkLimits ?? ProtocolLimits.Default;
        Routes = new RouteTable(Spec, Limits, Time);
        Replies = new ReplyPost(Counters);
        Commands = new AdmiralCommands(new ContractlessPayloadSerializer(), Replies, Time);
        WorkerQuestions.AddTo(Commands, Answers);
        Budgets = new BudgetDesk(Time);
        BudgetCommands.AddTo(Commands, Budgets);
        Gate = new EvalGate(evaluators ?? CallerList.None, new ContractlessPayloadSerializer(), Time, EvalLog);
        Router = new MessageRouter(Routes, Counters, Replies, Commands, Time, Log)
        {
            Reserved = new ReservedCommands { Evaluations = Gate },
        };
        Desk = new LinkDesk(Events, Time, DeskLog) { Router = Router };
    }

    public static FleetSpec Spec { get; } = new()
    {
        Slots =
        [
            new SlotSpec(SlotName.Service("stats"), Pinned: false, WorkAssignment.None),
            new SlotSpec(SlotName.Cluster(0), Pinned: false, new WorkAssignment([0], 2, ["wren"])),
            new SlotSpec(SlotName.Cluster(1), Pinned: false, new WorkAssignment([1], 2, ["tit"])),
        ],
    };

    public RouteLimits Limits { get; }

    public ProtocolLimits LinkLimits { get; }

    public ManualTime Time { get; } = new();

    public RouteTable Routes { get; }

    public RouteCounters Counters { get; } = new();

    /// <summary>The figures, as stats tell them.</summary>
    public RoutingStats Figures => Counters.Read(Routes);

    public AdmiralCommands Commands { get; }

    public ReplyPost Replies { get; }

    public BudgetDesk Budgets { get; }

    public MessageRouter Router { get; }

    public EvalGate Gate { get; }

    public FakeAnswers Answers { get; } = new();

    public RecordedEvents Events { get; } = new();

    public RecordedLog<MessageRouter> Log { get; } = new();

    public RecordedLog<EvalGate> EvalLog { get; } = new();

    public RecordedLog<LinkDesk> DeskLog { get; } = new();

    public LinkDesk Desk { get; }

    /// <summary>Links a worker, as if it had joined.</summary>
    public async Task<LinkedWorker> LinkAsync(string name)
    {
        var worker = await LinkedWorker.OpenAsync(Desk, LinkLimits, Limits.CommandsPerWorker);
        worker.Link.Join(WorkerName.Parse(name));
        _workers.Add(worker);
        return worker;
    }

    /// <summary>Links a worker, and points its slot at it.</summary>
    public async Task<LinkedWorker> ActivateAsync(string name)
    {
        var worker = await LinkAsync(name);
        Router.Point(WorkerName.Parse(name).Slot, worker.Link);
        return worker;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var worker in _workers) await worker.DisposeAsync();
        Budgets.Dispose();
    }

    /// <summary>What the Admiral knows, as the test says.</summary>
    internal sealed class FakeAnswers : IAdmiralAnswers
    {
        public Func<IReadOnlyList<WorkerSummary>> Workers { get; set; } = () => [];

        public Func<bool, Task<FleetStats>> Stats { get; set; } = collectNow => Task.FromResult(new FleetStats { ShardCount = collectNow ? 2 : 1 });

        public IReadOnlyList<WorkerSummary> GetWorkers() => Workers();

        public Task<FleetStats> GetStatsAsync(bool collectNow) => Stats(collectNow);
    }
}
