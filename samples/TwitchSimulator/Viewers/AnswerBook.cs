namespace TwitchSimulator.Viewers;

/// <summary>Keeps account of which messages were answered: how often, and how fast. Safe for use by several threads.</summary>
internal sealed class AnswerBook(TimeSpan deadline)
{
    private const int LatencySamples = 10_000;
    private const int MostRemembered = 500_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Expectation> _byId = new(StringComparer.Ordinal);
    private readonly Queue<Expectation> _open = new();
    private readonly Queue<Expectation> _remembered = new();
    private readonly double[] _latencies = new double[LatencySamples];
    private readonly TimeSpan _memory = deadline + TimeSpan.FromMinutes(5);
    private long _expected;
    private long _answered;
    private long _missing;
    private long _double;
    private long _late;
    private long _unexpected;
    private double _longest;
    private TaskCompletionSource? _settled;

    private enum Outcome
    {
        Open = 0,
        Answered = 1,
        Missing = 2,
        AnsweredLate = 3,
        TakenBack = 4,
    }

    private long InFlight => _expected - _answered - _missing;

    /// <summary>Ends when an answer, late or not, leaves none in flight; at once where none is.</summary>
    public Task SettledAsync()
    {
        lock (_gate)
        {
            if (InFlight == 0) return Task.CompletedTask;
            _settled ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _settled.Task;
        }
    }

    /// <summary>A message was sent that must be answered.</summary>
    public void Expect(string id, TimeSpan now)
    {
        lock (_gate)
        {
            Expire(now);
            var expectation = new Expectation(id, now);
            _byId[id] = expectation;
            _open.Enqueue(expectation);
            _remembered.Enqueue(expectation);
            _expected++;
        }
    }

    /// <summary>The message was heard by nobody: it need not be answered.</summary>
    public void TakeBack(string id)
    {
        lock (_gate)
        {
            if (!_byId.TryGetValue(id, out var expectation) || expectation.Outcome != Outcome.Open) return;
            expectation.Outcome = Outcome.TakenBack;
            _expected--;
        }
    }

    /// <summary>A reply came.</summary>
    public void Answer(string id, TimeSpan now)
    {
        lock (_gate)
        {
            Expire(now);
            if (!_byId.TryGetValue(id, out var expectation))
            {
                _unexpected++;
                return;
            }
            switch (expectation.Outcome)
            {
                case Outcome.Open:
                    expectation.Outcome = Outcome.Answered;
                    _latencies[_answered++ % LatencySamples] = Latency(expectation, now);
                    break;
                case Outcome.Missing:
                    expectation.Outcome = Outcome.AnsweredLate;
                    _late++;
                    Latency(expectation, now);
                    break;
                case Outcome.TakenBack:
                    _unexpected++;
                    break;
                case Outcome.Answered:
                case Outcome.AnsweredLate:
                    _double++;
                    break;
            }
            if (InFlight > 0) return;
            _settled?.TrySetResult();
            _settled = null;
        }
    }

    /// <summary>The counters now.</summary>
    public SimulatorReport Report(TimeSpan now)
    {
        lock (_gate)
        {
            Expire(now);
            var sorted = _latencies[..(int)Math.Min(_answered, LatencySamples)];
            Array.Sort(sorted);
            return new SimulatorReport
            {
                Expected = _expected,
                Answered = _answered,
                Missing = _missing,
                Double = _double,
                Late = _late,
                InFlight = InFlight,
                Unexpected = _unexpected,
                P50Milliseconds = Percentile(sorted, 0.50),
                P99Milliseconds = Percentile(sorted, 0.99),
                MaxMilliseconds = _longest,
            };
        }
    }

    private static double Percentile(double[] sorted, double share) =>
        sorted.Length == 0 ? 0 : sorted[Math.Min(sorted.Length - 1, (int)Math.Ceiling(share * sorted.Length) - 1)];

    private double Latency(Expectation expectation, TimeSpan now)
    {
        var latency = (now - expectation.SentAt).TotalMilliseconds;
        _longest = Math.Max(_longest, latency);
        return latency;
    }

    private void Expire(TimeSpan now)
    {
        while (_open.TryPeek(out var first) && (first.Outcome != Outcome.Open || now - first.SentAt > deadline))
        {
            _open.Dequeue();
            if (first.Outcome != Outcome.Open) continue;
            first.Outcome = Outcome.Missing;
            _missing++;
        }

        // Answered messages are remembered for a while, or a second answer could not be told from a stray one.
        while (_remembered.TryPeek(out var oldest) && oldest.Outcome != Outcome.Open && (now - oldest.SentAt > _memory || _remembered.Count > MostRemembered))
            _byId.Remove(_remembered.Dequeue().Id);
    }

    private sealed class Expectation(string id, TimeSpan sentAt)
    {
        public string Id => id;

        public TimeSpan SentAt => sentAt;

        public Outcome Outcome { get; set; }
    }
}
