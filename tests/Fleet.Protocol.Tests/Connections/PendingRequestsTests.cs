using Fleet.Protocol.Connections;
using Fleet.TestKit.Time;

namespace Fleet.Protocol.Tests.Connections;

public class PendingRequestsTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private readonly ManualTime _time = new();

    [Fact]
    public void Reply_ToAWaitingRequest_ReachesItOnce()
    {
        PendingRequests<int> pending = new(_time);
        Request request = Add(pending, out ulong correlation);

        pending.Reply(correlation, 7).ShouldBeTrue();
        pending.Reply(correlation, 8).ShouldBeFalse();

        request.Ends.ShouldBe(["reply 7"]);
        pending.LateReplies.ShouldBe(1);
        pending.Count.ShouldBe(0);
    }

    [Fact]
    public void Reply_MayBeARefStruct()
    {
        PendingRequests<Payload> pending = new(_time);
        var request = new PayloadRequest();
        pending.TryAdd(request, Limit, out ulong correlation).ShouldBe(PendingStatus.Added);

        pending.Reply(correlation, new Payload([1, 2, 3]));

        request.Sum.ShouldBe(6);
    }

    [Fact]
    public void Sweep_BeforeAndAtTheDeadline_TimesOutAtTheDeadline()
    {
        PendingRequests<int> pending = new(_time);
        Request request = Add(pending, out ulong correlation);

        _time.Advance(Limit - TimeSpan.FromMilliseconds(1));
        pending.Sweep().ShouldBe(0);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        pending.Sweep().ShouldBe(1);
        pending.Sweep().ShouldBe(0);

        request.Ends.ShouldBe(["timed out"]);
        pending.TimedOut.ShouldBe(1);
        pending.Reply(correlation, 1).ShouldBeFalse();
    }

    [Fact]
    public void Reply_LateForAReusedSlot_DoesNotReachTheNewRequest()
    {
        PendingRequests<int> pending = new(_time, capacity: 1);
        Add(pending, out ulong old);
        pending.Cancel(old).ShouldBeTrue();
        Request current = Add(pending, out ulong correlation);

        pending.Reply(old, 1).ShouldBeFalse();

        correlation.ShouldNotBe(old);
        current.Ends.ShouldBeEmpty();
        pending.Reply(correlation, 2).ShouldBeTrue();
    }

    [Theory]
    [InlineData(0ul)]
    [InlineData(5000ul)]
    [InlineData(ulong.MaxValue)]
    public void Reply_WithAForgedCorrelation_IsLate(ulong forged)
    {
        PendingRequests<int> pending = new(_time);
        Request request = Add(pending, out _);

        pending.Reply(forged, 1).ShouldBeFalse();

        request.Ends.ShouldBeEmpty();
        pending.LateReplies.ShouldBe(1);
    }

    [Fact]
    public void Add_ToAFullTable_IsBusyUntilOneEnds()
    {
        PendingRequests<int> pending = new(_time, capacity: 2);
        Add(pending, out ulong first);
        Add(pending, out _);

        pending.TryAdd(new Request(), Limit, out ulong none).ShouldBe(PendingStatus.Busy);
        none.ShouldBe(0ul);
        pending.Refused.ShouldBe(1);
        pending.Reply(first, 1);

        Add(pending, out _);
        pending.Count.ShouldBe(2);
    }

    [Fact]
    public void LoseAll_EndsEveryRequestAndRefusesNewOnes()
    {
        PendingRequests<int> pending = new(_time);
        Request[] requests = [.. Enumerable.Range(0, 100).Select(i => Add(pending, out _))];

        pending.LoseAll().ShouldBe(100);

        requests.ShouldAllBe(request => request.Ends.Single() == "lost");
        pending.TryAdd(new Request(), Limit, out _).ShouldBe(PendingStatus.Ended);
        pending.Count.ShouldBe(0);
    }

    [Fact]
    public async Task Race_OfReplySweepCancelAndLoss_EndsEachRequestExactlyOnce()
    {
        const int Rounds = 300, PerRound = 64;
        for (int round = 0; round < Rounds; round++)
        {
            PendingRequests<int> pending = new(_time, PerRound);
            Request[] requests = new Request[PerRound];
            ulong[] correlations = new ulong[PerRound];
            for (int i = 0; i < PerRound; i++)
                requests[i] = Add(pending, out correlations[i]);
            _time.Advance(Limit);
            using var barrier = new Barrier(4);
            int cancelled = 0;

            await Task.WhenAll(
                Race(barrier, () => Array.ForEach(correlations, correlation => pending.Reply(correlation, 1))),
                Race(barrier, () => cancelled = correlations.Reverse().Count(pending.Cancel)),
                Race(barrier, () => pending.Sweep()),
                Race(barrier, () => pending.LoseAll())).WithDeadline();

            (requests.Sum(request => request.Ends.Count) + cancelled).ShouldBe(PerRound);
            requests.ShouldAllBe(request => request.Ends.Count <= 1);
            pending.Count.ShouldBe(0);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(16_385)]
    public void Capacity_OutsideItsRange_Throws(int capacity) =>
        Should.Throw<ArgumentOutOfRangeException>(() => new PendingRequests<int>(_time, capacity));

    private static Task Race(Barrier barrier, Action action) => Task.Factory.StartNew(
        () =>
        {
            barrier.SignalAndWait(Deadlines.Default);
            action();
        },
        CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private static Request Add(PendingRequests<int> pending, out ulong correlation)
    {
        var request = new Request();
        pending.TryAdd(request, Limit, out correlation).ShouldBe(PendingStatus.Added);
        correlation.ShouldNotBe(0ul);
        return request;
    }

    private sealed class Request : IPendingRequest<int>
    {
        private readonly List<string> _ends = [];

        public IReadOnlyList<string> Ends
        {
            get
            {
                lock (_ends)
                    return [.. _ends];
            }
        }

        public void OnReply(int reply) => Note($"reply {reply}");

        public void OnLost() => Note("lost");

        public void OnTimedOut() => Note("timed out");

        private void Note(string end)
        {
            lock (_ends)
                _ends.Add(end);
        }
    }

    private readonly ref struct Payload(ReadOnlySpan<byte> bytes)
    {
        public ReadOnlySpan<byte> Bytes { get; } = bytes;
    }

    private sealed class PayloadRequest : IPendingRequest<Payload>
    {
        public int Sum { get; private set; }

        public void OnReply(Payload reply)
        {
            foreach (byte one in reply.Bytes)
                Sum += one;
        }

        public void OnLost() => Sum = -1;

        public void OnTimedOut() => Sum = -2;
    }
}
