using Fleet.Admiral.Loop;
using Fleet.Admiral.Notices;
using Fleet.Planning.Events;
using Fleet.Planning.Orders;
using Fleet.Planning.Snapshots;
using Fleet.Planning.Specs;
using Fleet.TestKit.Logging;
using Fleet.TestKit.Time;

namespace Fleet.Admiral.Tests.Loop;

/// <summary>The real loop over a scripted fleet, on the test's clock.</summary>
internal sealed class LoopUnderTest : IDisposable
{
    public LoopUnderTest(FleetSpec? spec = null)
    {
        spec ??= Spec;
        Notices = new NoticeHub(spec.Slots.Select(slot => slot.Slot), spec.Rollout.Notice, Time, NoticeLog);
        Loop = new AdmiralLoop(spec, Fleet, Time, Log) { Heard = Notices.Heard };
        Fleet.ToLoop = Loop.Post;
    }

    /// <summary>Service simulator, which is pinned, service stats, and clusters 0 and 1.</summary>
    public static FleetSpec Spec { get; } = new()
    {
        Slots =
        [
            new SlotSpec(SlotName.Service("simulator"), Pinned: true, WorkAssignment.None),
            new SlotSpec(SlotName.Service("stats"), Pinned: false, WorkAssignment.None),
            new SlotSpec(SlotName.Cluster(0), Pinned: false, new WorkAssignment([0], 2, ["wren"])),
            new SlotSpec(SlotName.Cluster(1), Pinned: false, new WorkAssignment([1], 2, ["tit"])),
        ],
        // An old worker is let go at once: a test of the warm time says so itself.
        Rollout = new RolloutSpec { WarmFor = TimeSpan.Zero },
    };

    public ManualTime Time { get; } = new();

    public RecordedLog<AdmiralLoop> Log { get; } = new();

    public NoticeHub Notices { get; }

    public RecordedLog<NoticeHub> NoticeLog { get; } = new();

    public ScriptedFleet Fleet { get; } = new();

    public AdmiralLoop Loop { get; }

    public Task Run { get; private set; } = Task.CompletedTask;

    /// <summary>Starts the loop; when this returns, its first plan is carried out and its timer set.</summary>
    public void Start() => Run = Loop.RunAsync();

    /// <summary>Starts the loop, and waits until every slot serves.</summary>
    public async Task StartAllAsync()
    {
        Start();
        await SeenAsync(snapshot => snapshot.Slots.Values.All(slot => slot.Route is not null));
    }

    public void Order(FleetOrder order) => Loop.Post(new OrderGiven(order));

    /// <summary>Waits for a snapshot.</summary>
    public async Task<FleetSnapshot> SeenAsync(Func<FleetSnapshot, bool> condition, [System.Runtime.CompilerServices.CallerArgumentExpression(nameof(condition))] string what = "")
    {
        FleetSnapshot? seen = null;
        await Until.TrueAsync(() => condition(seen = Loop.Snapshot), what);
        return seen!;
    }

    public void Dispose() => Loop.Dispose();
}
