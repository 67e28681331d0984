using Fleet.Planning.Budgets;

namespace Fleet.Planning.Tests.Budgets;

/// <summary>A random budget under random requests of several workers which come, wait, give back, give up and die.</summary>
internal sealed class BudgetRun
{
    private const int Steps = 150;
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly string[] HolderNames = ["ada", "bob", "cleo", "dan"];
    private static readonly string[] KeyNames = ["wren", "tit", "owl", "kite", "rook", "crow"];

    private readonly Random _random;
    private readonly BudgetDefinition _definition;
    private readonly IBudgetUnderTest _budget;
    private readonly string[] _holders;
    private DateTimeOffset _now = Start;
    private DateTimeOffset? _wakeAt;
    private long _number;

    public BudgetRun(int seed, Func<BudgetDefinition, IBudgetUnderTest> make, string? only = null)
    {
        _random = new Random(seed);
        _definition = Definition();
        _holders = HolderNames[..Next(1, HolderNames.Length)];
        Watch = new BudgetWatch(_definition, only);
        _budget = make(_definition);
    }

    public BudgetWatch Watch { get; }

    public BudgetRun Run()
    {
        for (var step = 0; step < Steps; step++)
        {
            WalkTo(_now + (_random.Next(3) == 0 ? TimeSpan.Zero : Milliseconds(1, 1500)));
            var holder = Pick(_holders);
            switch (_random.Next(20))
            {
                case 0: Gone(holder); break;
                case 1 when Watch.Waiting.Count > 0: TakeBack(Pick(Watch.Waiting)); break;
                case 2 or 3 when Watch.Held.Count > 0: TakeBack(Pick(Watch.Held)); break;
                case 4 when Watch.Held.Count > 0: TakeBack(Pick(Watch.Held)); break;
                default: Ask(holder); break;
            }
        }

        // Nobody asks any more: all that waits must end, and all must be forgotten.
        for (var i = 0; _wakeAt is { } next; i++)
        {
            if (i > 10_000) throw new Simulation.InvariantBrokenException("lost: what waits never ends");
            WalkTo(next);
        }

        if (Watch.WaitingCount > 0) throw new Simulation.InvariantBrokenException("lost: nobody wakes for what waits");
        _now += 2 * _definition.Windows.Max(BudgetRules.SpanOf);
        Step(() => _budget.Wake(_now));
        if (_budget.Figures is not (0, 0, 0)) throw new Simulation.InvariantBrokenException($"bounds: {_budget.Figures} are left");
        return this;
    }

    private BudgetDefinition Definition()
    {
        var binding = Window(perKey: _random.Next(4) == 0, ordinary: false);
        var windows = new List<BudgetWindow> { binding };
        if (_random.Next(2) == 0) windows.Add(Window(perKey: _random.Next(2) == 0, ordinary: false));
        if (_random.Next(3) == 0) windows.Add(binding with { Limit = Next(3, 4), OrdinaryOnly = true });
        return new BudgetDefinition
        {
            Windows = windows,
            MaxWaiting = _random.Next(3) == 0 ? Next(0, 3) : 12,
            MaxKeys = Next(1, KeyNames.Length),
            Ageing = Milliseconds(500, 6000),
        };
    }

    private BudgetWindow Window(bool perKey, bool ordinary) =>
        new() { Limit = Next(3, 8), Per = Milliseconds(500, 6000), Margin = _random.Next(2) == 0 ? null : Milliseconds(0, 500), PerKey = perKey, OrdinaryOnly = ordinary };

    private void Ask(string holder)
    {
        var ask = new BudgetAsk(
            holder,
            ++_number,
            new BudgetRequest { Cost = _random.Next(4) == 0 ? Next(1, 3) : 1, Key = KeyNames[_random.Next(KeyNames.Length)], Priority = (BudgetPriority)_random.Next(3), Privileged = _random.Next(4) == 0 },
            _random.Next(5) == 0 ? _now : _now + Milliseconds(100, _random.Next(2) == 0 ? 3000 : 60_000));
        Watch.Asked(ask, _now);
        Step(() => _budget.Ask(ask, _now));
    }

    private void TakeBack((string Holder, long Number) id)
    {
        Watch.TakenBack(id.Holder, id.Number);
        Step(() => _budget.Return(id.Holder, id.Number, _now));
    }

    private void Gone(string holder)
    {
        Watch.Gone(holder);
        Step(() => _budget.Leave(holder, _now));
    }

    private void WalkTo(DateTimeOffset end)
    {
        while (_wakeAt is { } next && next <= end)
        {
            if (next < _now) throw new Simulation.InvariantBrokenException("wake: for what is past");
            MoveTo(next);
            Step(() => _budget.Wake(_now));
        }

        MoveTo(end);
    }

    private void MoveTo(DateTimeOffset next)
    {
        Watch.Before(_now, next);
        _now = next;
    }

    private void Step(Func<BudgetStep> act)
    {
        var step = act();
        _wakeAt = step.WakeAt;
        Watch.After(step, _budget.Figures, _now);
    }

    private int Next(int least, int most) => _random.Next(least, most + 1);

    private TimeSpan Milliseconds(int least, int most) => TimeSpan.FromMilliseconds(Next(least, most));

    private T Pick<T>(IReadOnlyList<T> items) => items[_random.Next(items.Count)];
}
