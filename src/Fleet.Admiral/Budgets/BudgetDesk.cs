using Fleet.Admiral.Loop;
using Fleet.Planning.Budgets;

namespace Fleet.Admiral.Budgets;

/// <summary>
/// The fleet's budgets: one book behind a small lock, and one timer for the time that the book names. Workers come through <see cref="BudgetCommands"/>; parts of the Admiral
/// call it themselves, under a name that no worker has.
/// </summary>
/// <remarks>Order of death: a holder's end takes out what waits of it; the desk's end takes out the rest. What is taken out ends as cancelled.</remarks>
internal sealed class BudgetDesk : IDisposable
{
    // Below the number of commands that one worker may have under way at the Admiral (1024): the rest is left for its other questions.
    private const int MostWaitingOfOne = 900;

    private readonly Lock _lock = new();
    private readonly BudgetBook _book = new();
    private readonly Dictionary<(string Holder, long Number), Waiting> _waiting = [];
    private readonly Dictionary<string, int> _holders = new(StringComparer.Ordinal);
    private readonly FleetClock _clock;
    private readonly ITimer _timer;
    private DateTimeOffset? _armedFor;
    private bool _disposed;

    public BudgetDesk(TimeProvider time)
    {
        _clock = new FleetClock(time);
        _timer = time.CreateTimer(_ => Wake(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Makes sure that there is a budget of this name and definition.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="definition">What it allows.</param>
    /// <param name="by">Who defines it, for those who define it otherwise.</param>
    /// <returns>What is wrong, in a sentence; null where the budget is there.</returns>
    public (BudgetError Error, string Why)? Define(string name, BudgetDefinition definition, string by)
    {
        lock (_lock) return _book.Define(name, definition, by);
    }

    /// <summary>Asks for a permit.</summary>
    /// <param name="budget">The budget's name.</param>
    /// <param name="holder">Who asks; always with the same token for the same name.</param>
    /// <param name="number">The holder's number for the request, different for each of all budgets.</param>
    /// <param name="request">What is asked.</param>
    /// <param name="wait">How long it waits; zero for one that does not.</param>
    /// <returns>How it ended. The task ends as cancelled where the request was taken back or its holder is gone.</returns>
    public Task<BudgetOutcome> AcquireAsync(string budget, BudgetHolder holder, long number, BudgetRequest request, TimeSpan wait)
    {
        var done = new TaskCompletionSource<BudgetOutcome>(TaskCreationOptions.RunContinuationsAsynchronously);
        var isNew = false;
        Act(now =>
        {
            var ask = new BudgetAsk(holder.Name, number, request, now + wait);
            // Asked within the lock: the holder's end comes here after its token has ended, and finds what was added before.
            if (_disposed || holder.Gone.IsCancellationRequested)
            {
                done.SetCanceled(CancellationToken.None);
                return [];
            }

            if (Refusal(budget, ask) is { } refusal)
            {
                done.SetResult(refusal);
                return [];
            }

            isNew = _holders.TryAdd(holder.Name, 0);
            _holders[holder.Name]++;
            _waiting.Add((holder.Name, number), new Waiting(budget, done));
            return _book.Find(budget)!.Ask(ask, now).Outcomes;
        });
        // Outside the lock, since it is called at once where the token has ended meanwhile.
        if (isNew) holder.Gone.UnsafeRegister(_ => Leave(holder.Name), null);
        return done.Task;
    }

    /// <summary>Takes a request back, waiting or granted. Of no effect where it is neither.</summary>
    /// <returns>What is wrong, in a sentence; null for nothing.</returns>
    public (BudgetError Error, string Why)? Return(string budget, string holder, long number)
    {
        (BudgetError, string)? fault = null;
        Act(now =>
        {
            if (_book.Find(budget) is not { } found)
            {
                fault = (BudgetError.NoSuchBudget, NoSuch(budget));
                return [];
            }

            if (_waiting.TryGetValue((holder, number), out var waiting) && waiting.Budget == budget) Take((holder, number))?.Done.SetCanceled(CancellationToken.None);
            return found.Return(holder, number, now).Outcomes;
        });
        return fault;
    }

    /// <summary>How a budget stands; null where there is none of this name.</summary>
    public BudgetStatus? Find(string budget, string? key)
    {
        lock (_lock) return _book.Find(budget)?.Status(budget, key, _clock.Now);
    }

    /// <summary>How all budgets stand, by name.</summary>
    public IReadOnlyList<BudgetStatus> All
    {
        get
        {
            lock (_lock) return [.. _book.Names.Select(name => _book.Find(name)!.Status(name, null, _clock.Now))];
        }
    }

    /// <summary>How long after its grant a permit of a budget may be used; null where its age does not matter.</summary>
    public TimeSpan? ValidFor(string budget)
    {
        lock (_lock) return _book.Find(budget) is { } found ? BudgetRules.ValidFor(found.Definition) : null;
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
            _timer.Dispose();
            foreach (var waiting in _waiting.Values) waiting.Done.SetCanceled(CancellationToken.None);
            _waiting.Clear();
        }
    }

    /// <summary>The sentence for a budget that does not exist.</summary>
    public static string NoSuch(string budget) => $"There is no budget \"{budget}\". Define it in the configuration (budgets) or by DefineAsync.";

    private BudgetOutcome? Refusal(string budget, BudgetAsk ask)
    {
        BudgetOutcome Refused(BudgetError error, string why) => new(ask, error, null, TimeSpan.Zero, why);

        if (_book.Find(budget) is null) return Refused(BudgetError.NoSuchBudget, NoSuch(budget));
        if (_waiting.ContainsKey((ask.Holder, ask.Number))) return Refused(BudgetError.BadRequest, $"The number {ask.Number} of {ask.Holder} is in use.");
        return _holders.GetValueOrDefault(ask.Holder) >= MostWaitingOfOne ? Refused(BudgetError.QueueFull, $"{MostWaitingOfOne} requests of {ask.Holder} wait already.") : null;
    }

    private void Leave(string holder) => Act(now =>
    {
        foreach (var id in _waiting.Keys.Where(id => id.Holder == holder).ToList()) Take(id)?.Done.SetCanceled(CancellationToken.None);
        _holders.Remove(holder);
        return _book.Leave(holder, now);
    });

    private void Wake() => Act(now =>
    {
        _armedFor = null;
        return _book.Wake(now);
    });

    private void Act(Func<DateTimeOffset, IReadOnlyList<BudgetOutcome>> act)
    {
        lock (_lock)
        {
            // The sources run their continuations elsewhere, so nobody's code runs within the lock.
            foreach (var outcome in act(_clock.Now)) Take((outcome.Ask.Holder, outcome.Ask.Number))?.Done.SetResult(outcome);
            Arm();
        }
    }

    private Waiting? Take((string Holder, long Number) id)
    {
        if (!_waiting.Remove(id, out var waiting)) return null;
        _holders[id.Holder]--;
        return waiting;
    }

    private void Arm()
    {
        if (_disposed || _book.WakeAt == _armedFor) return;
        _armedFor = _book.WakeAt;
        // Timers cut off what is less than a millisecond; a waking that comes too early would be for nothing, again and again.
        var due = _armedFor is { } at ? TimeSpan.FromMilliseconds(Math.Max(0, Math.Ceiling((at - _clock.Now).TotalMilliseconds))) : Timeout.InfiniteTimeSpan;
        _timer.Change(due, Timeout.InfiniteTimeSpan);
    }

    private sealed record Waiting(string Budget, TaskCompletionSource<BudgetOutcome> Done);
}
