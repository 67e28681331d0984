using Fleet.Planning.Budgets;

namespace Fleet.Planning.Tests.Budgets;

/// <summary>Looks at every answer of a budget and knows by its own, simple books what is right: a list of all grants, summed up anew each time.</summary>
/// <param name="definition">What the budget allows.</param>
/// <param name="only">The one invariant that is looked at; null for all.</param>
internal sealed class BudgetWatch(BudgetDefinition definition, string? only = null)
{
    private readonly List<Grant> _grants = [];
    private readonly List<Waiter> _waiting = [];
    private readonly Dictionary<(int Level, string Served, string PassedOver), int> _passedOver = [];
    private readonly HashSet<(int, string, string)> _counted = [];
    private long _order;

    public int Granted { get; private set; }

    public int Refused { get; private set; }

    public int Waited { get; private set; }

    public int WaitingCount => _waiting.Count;

    public IReadOnlyList<(string Holder, long Number)> Waiting => [.. _waiting.Select(w => (w.Ask.Holder, w.Ask.Number))];

    public IReadOnlyList<(string Holder, long Number)> Held => [.. _grants.Select(g => (g.Ask.Holder, g.Ask.Number))];

    public void Asked(BudgetAsk ask, DateTimeOffset now) => _waiting.Add(new Waiter(ask, ++_order, now));

    public void TakenBack(string holder, long number)
    {
        _waiting.RemoveAll(w => w.Ask.Holder == holder && w.Ask.Number == number);
        _grants.RemoveAll(g => g.Ask.Holder == holder && g.Ask.Number == number);
        ForgetTurns();
    }

    public void Gone(string holder)
    {
        _waiting.RemoveAll(w => w.Ask.Holder == holder);
        ForgetTurns();
    }

    /// <summary>Nothing may have become possible between two steps without the budget wanting to be woken for it.</summary>
    public void Before(DateTimeOffset last, DateTimeOffset now)
    {
        var justBefore = now - TimeSpan.FromTicks(1);
        Check("late", justBefore <= last || _waiting.Count == 0 || !_waiting.TrueForAll(w => Fits(w.Ask.Request, justBefore)), "all that wait would have fitted before");
    }

    public void After(BudgetStep step, (int Waiting, int Keys, int Permits) figures, DateTimeOffset now)
    {
        foreach (var outcome in step.Outcomes) Ended(outcome, now);
        Check("wake", (step.WakeAt is null) == (_waiting.Count == 0), $"{_waiting.Count} wait, and it wakes at {step.WakeAt}");
        Check("wake", !(step.WakeAt <= now), "it wakes for what is past");
        Check("prompt", !_waiting.Exists(q => Fits(q.Ask.Request, now) && _waiting.TrueForAll(w => Level(w, now) < Level(q, now) || Fits(w.Ask.Request, now))), "one that fits waits");
        Check("deadline", _waiting.TrueForAll(w => w.Ask.Deadline > now), "one waits beyond its deadline");
        Check("bounds", figures.Waiting == _waiting.Count && figures.Waiting <= definition.MaxWaiting, $"{figures.Waiting} wait, not {_waiting.Count}");
        var longest = definition.Windows.Max(BudgetRules.SpanOf);
        _grants.RemoveAll(g => g.At + longest <= now);
        Check("bounds", figures.Permits <= _grants.Count, $"{figures.Permits} permits are remembered, not {_grants.Count}");
        Check("bounds", figures.Keys <= definition.MaxKeys, $"{figures.Keys} keys are in use");
    }

    private void Ended(BudgetOutcome outcome, DateTimeOffset now)
    {
        var waiter = _waiting.Find(w => w.Ask == outcome.Ask);
        Check("once", waiter is not null, $"{outcome.Ask} ended though it does not wait");
        if (waiter is null) return;
        if (outcome.Error is null) CheckTurn(waiter, now);
        else CheckRefusal(waiter, outcome, now);
        _waiting.Remove(waiter);
        ForgetTurns();
        if (outcome.Error is not null)
        {
            Refused++;
            return;
        }

        Granted++;
        if (outcome.Waited > TimeSpan.Zero) Waited++;
        Check("waited", outcome.Waited == now - waiter.Since, $"{outcome.Waited}");
        _grants.Add(new Grant(outcome.Ask, now));
        foreach (var window in definition.Windows.Where(window => !(window.OrdinaryOnly && outcome.Ask.Request.Privileged)))
        {
            var used = Used(window, outcome.Ask.Request.Key, now);
            Check("window", used <= window.Limit, $"{used} within {BudgetRules.Text(window)}");
        }
    }

    // Who has nothing waiting any more comes last when it asks again.
    private void ForgetTurns()
    {
        foreach (var pair in _passedOver.Keys.Where(pair => _waiting.TrueForAll(w => w.Ask.Holder != pair.PassedOver)).ToList()) _passedOver.Remove(pair);
    }

    private void CheckTurn(Waiter granted, DateTimeOffset now)
    {
        var level = Level(granted, now);
        foreach (var other in _waiting.Where(w => w != granted))
        {
            // Who is kept back by another of his key has no claim.
            if (_waiting.Exists(w => w != other && w.Ask.Request.Key == other.Ask.Request.Key && Level(w, now) >= Level(other, now) && !Fits(w.Ask.Request, now))) continue;
            var sameHolder = other.Ask.Holder == granted.Ask.Holder;
            var ahead = Level(other, now) > level || (Level(other, now) == level && sameHolder && other.Order < granted.Order);
            // Where ordinary requests wait for their own window, privileged ones pass all of them.
            if (granted.Ask.Request.Privileged && !other.Ask.Request.Privileged && definition.Windows.Any(window => window.OrdinaryOnly)) ahead = false;
            if (ahead && FullFor(other.Ask.Request, now, perKey: true) is false && FullFor(other.Ask.Request, now, perKey: false, bindingOnly: true))
                Check("overtake", false, $"{granted.Ask} overtook {other.Ask}, which waits for a common window");
            // Who fits may still be held back by one that waits for a common window.
            if (!Fits(other.Ask.Request, now) || _waiting.Exists(w => w != other && !Fits(w.Ask.Request, now))) continue;
            Check("priority", Level(other, now) <= level, $"{granted.Ask} at {level} went before {other.Ask} at {Level(other, now)}");
            Check("order", !(Level(other, now) == level && sameHolder && other.Order < granted.Order), $"{granted.Ask} went before {other.Ask}");
            if (sameHolder || Level(other, now) != level) continue;
            var pair = (level, granted.Ask.Holder, other.Ask.Holder);
            if (!_counted.Add(pair)) continue;
            _passedOver[pair] = _passedOver.GetValueOrDefault(pair) + 1;
            Check("fair", _passedOver[pair] <= 1, $"{pair.Item2} was served again before {pair.Item3}");
        }

        _counted.Clear();
        foreach (var pair in _passedOver.Keys.Where(pair => pair.PassedOver == granted.Ask.Holder && pair.Level == level).ToList()) _passedOver.Remove(pair);
    }

    private void CheckRefusal(Waiter refused, BudgetOutcome outcome, DateTimeOffset now)
    {
        switch (outcome.Error)
        {
            case BudgetError.NotYet:
                Check("deadline", refused.Ask.Deadline <= now, "refused before its deadline");
                if (_waiting.Count > 1) break;
                Check("eta", outcome.RetryAfter is { } wait && Fits(refused.Ask.Request, now + wait) && !Fits(refused.Ask.Request, now + wait - TimeSpan.FromTicks(1)), $"{outcome.RetryAfter} is not when it fits");
                break;
            case BudgetError.QueueFull:
                Check("bounds", _waiting.Count > definition.MaxWaiting, "refused though there is room in the queue");
                Check("shed", _waiting.GroupBy(w => w.Ask.Holder).Max(g => g.Count()) == _waiting.Count(w => w.Ask.Holder == refused.Ask.Holder), $"{refused.Ask.Holder} gave way, and others have more waiting");
                break;
            case BudgetError.TooManyKeys:
                Check("keys", _waiting.Where(w => w != refused).Select(w => w.Ask.Request.Key).Concat(_grants.Select(g => g.Ask.Request.Key)).Distinct().Count() >= definition.MaxKeys, "refused though keys are free");
                break;
            default:
                Check("refusal", false, $"{outcome}");
                break;
        }
    }

    private bool Fits(BudgetRequest request, DateTimeOffset now) => !FullFor(request, now, true) && !FullFor(request, now, false);

    private bool FullFor(BudgetRequest request, DateTimeOffset now, bool perKey, bool bindingOnly = false) =>
        definition.Windows.Where(window => window.PerKey == perKey && !(window.OrdinaryOnly && (request.Privileged || bindingOnly)))
            .Any(window => Used(window, request.Key, now) + request.Cost > window.Limit);

    private int Used(BudgetWindow window, string? key, DateTimeOffset now) =>
        _grants.Where(g => g.At + BudgetRules.SpanOf(window) > now && (!window.PerKey || g.Ask.Request.Key == key)).Sum(g => g.Ask.Request.Cost);

    private int Level(Waiter waiter, DateTimeOffset now) => (int)Math.Min(2, (int)waiter.Ask.Request.Priority + Math.Floor((now - waiter.Since) / definition.Ageing));

    private void Check(string invariant, bool holds, string what)
    {
        if (!holds && (only is null || only == invariant)) throw new Simulation.InvariantBrokenException($"{invariant}: {what}");
    }

    private sealed record Grant(BudgetAsk Ask, DateTimeOffset At);

    private sealed record Waiter(BudgetAsk Ask, long Order, DateTimeOffset Since);
}
