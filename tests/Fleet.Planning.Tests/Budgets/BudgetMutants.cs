using Fleet.Planning.Budgets;

namespace Fleet.Planning.Tests.Budgets;

/// <summary>Budgets that are wrong in one way each, with the promise that catches them: what other limiters do, and what a careless change could do.</summary>
internal static class BudgetMutants
{
    public static IReadOnlyDictionary<string, (string Invariant, Func<BudgetDefinition, IBudgetUnderTest> Make)> All { get; } = new Dictionary<string, (string, Func<BudgetDefinition, IBudgetUnderTest>)>
    {
        ["counts in fixed windows"] = ("window", definition => new FixedWindowBudget(definition)),
        ["fills up steadily, as a bucket of tokens"] = ("window", definition => new TokenBucketBudget(definition)),
        ["leaves the margin out"] = ("window", definition => new RealBudget(definition with { Windows = [.. definition.Windows.Select(window => window with { Margin = TimeSpan.Zero })] })),
        ["forgets permits a little early"] = ("window", definition => new RealBudget(definition with { Windows = [.. definition.Windows.Select(window => window with { Per = window.Per - TimeSpan.FromMilliseconds(1) })] })),
        ["allows one more"] = ("window", definition => new RealBudget(definition with { Windows = [.. definition.Windows.Select(window => window with { Limit = window.Limit + 1 })] })),
        ["looks at its first window only"] = ("window", definition => new RealBudget(definition with { Windows = [definition.Windows[0]] })),
        ["takes every cost for one"] = ("window", definition => new ChangingBudget(definition, ask => ask with { Request = ask.Request with { Cost = 1 } })),
        ["mixes up keys"] = ("window", definition => new ChangingBudget(definition, ask => ask with { Request = ask.Request with { Key = ask.Request.Key + ask.Number } })),
        ["takes everyone for privileged"] = ("window", definition => new ChangingBudget(definition, ask => ask with { Request = ask.Request with { Privileged = true } })),
        ["frees the permits of the dead"] = ("window", definition => new FreeingBudget(definition)),
        ["knows no priorities"] = ("priority", definition => new ChangingBudget(definition, ask => ask with { Request = ask.Request with { Priority = BudgetPriority.Normal } })),
        ["never lets anyone age"] = ("priority", definition => new RealBudget(definition with { Ageing = TimeSpan.FromHours(1) })),
        ["serves in the order of arrival, whoever asks"] = ("fair", definition => new ChangingBudget(definition, ask => ask with { Holder = "all", Request = ask.Request })),
        ["serves a worker's last request first"] = ("order", definition => new LastFirstBudget(definition)),
        ["holds nobody back for one that asks for much"] = ("overtake", definition => new OvertakingBudget(definition)),
        ["does not take back"] = ("prompt", definition => new KeepingBudget(definition, keepsHeld: true)),
        ["goes on with those that gave up"] = ("once", definition => new KeepingBudget(definition, keepsHeld: false)),
        ["goes on with the dead"] = ("once", definition => new HauntedBudget(definition)),
        ["ends requests twice"] = ("once", definition => new EchoingBudget(definition)),
        ["never wakes"] = ("wake", definition => new SleepingBudget(definition, _ => null)),
        ["wakes a little late"] = ("late", definition => new SleepingBudget(definition, wakeAt => wakeAt + TimeSpan.FromMilliseconds(20))),
        ["ignores deadlines"] = ("deadline", definition => new ChangingBudget(definition, ask => ask with { Deadline = ask.Deadline + TimeSpan.FromMinutes(5) })),
        ["has a queue without end"] = ("bounds", definition => new RealBudget(definition with { MaxWaiting = 5_000 })),
        ["has keys without end"] = ("bounds", definition => new RealBudget(definition with { MaxKeys = 1_000 })),
        ["promises too early a time"] = ("eta", definition => new HastyBudget(definition)),
    };

    private static BudgetStep Changed(BudgetStep step, Func<BudgetOutcome, BudgetOutcome> change) => step with { Outcomes = [.. step.Outcomes.Select(change)] };

    /// <summary>Sees other requests than were made, and answers those that were.</summary>
    private class ChangingBudget(BudgetDefinition definition, Func<BudgetAsk, BudgetAsk> change) : RealBudget(definition)
    {
        private readonly Dictionary<long, BudgetAsk> _asks = [];

        public override BudgetStep Ask(BudgetAsk ask, DateTimeOffset now)
        {
            _asks[ask.Number] = ask;
            return Right(Budget.Ask(change(ask), now));
        }

        public override BudgetStep Return(string holder, long number, DateTimeOffset now) => Right(Budget.Return(change(_asks[number]).Holder, number, now));

        public override BudgetStep Leave(string holder, DateTimeOffset now)
        {
            var step = Budget.Wake(now);
            var outcomes = step.Outcomes.ToList();
            foreach (var ask in _asks.Values.Where(ask => ask.Holder == holder).ToList())
            {
                var changed = change(ask);
                // Only what waits; a permit stays.
                var before = Budget.Permits;
                step = Budget.Return(changed.Holder, changed.Number, now);
                if (Budget.Permits < before) step = Budget.Wake(now);
                outcomes.AddRange(step.Outcomes);
            }

            return Right(step with { Outcomes = outcomes });
        }

        public override BudgetStep Wake(DateTimeOffset now) => Right(Budget.Wake(now));

        private BudgetStep Right(BudgetStep step) => Changed(step, outcome => outcome with { Ask = _asks[outcome.Ask.Number] });
    }

    private sealed class FreeingBudget(BudgetDefinition definition) : RealBudget(definition)
    {
        private readonly Dictionary<string, List<long>> _numbers = [];

        public override BudgetStep Ask(BudgetAsk ask, DateTimeOffset now)
        {
            if (!_numbers.TryGetValue(ask.Holder, out var numbers)) _numbers[ask.Holder] = numbers = [];
            numbers.Add(ask.Number);
            return Budget.Ask(ask, now);
        }

        public override BudgetStep Leave(string holder, DateTimeOffset now)
        {
            var outcomes = Budget.Leave(holder, now).Outcomes.ToList();
            foreach (var number in _numbers.GetValueOrDefault(holder) ?? []) outcomes.AddRange(Budget.Return(holder, number, now).Outcomes);
            return new BudgetStep(outcomes, Budget.WakeAt);
        }
    }

    /// <summary>Gives one that asks for little its own queue, so that it never waits for one that asks for much.</summary>
    private sealed class OvertakingBudget(BudgetDefinition definition) : RealBudget(definition)
    {
        private readonly List<BudgetAsk> _large = [];

        public override BudgetStep Ask(BudgetAsk ask, DateTimeOffset now)
        {
            if (ask.Request.Cost == 1) return WithLarge(Budget.Ask(ask, now), now);
            _large.Add(ask);
            return WithLarge(Budget.Wake(now), now);
        }

        public override BudgetStep Return(string holder, long number, DateTimeOffset now)
        {
            _large.RemoveAll(ask => ask.Number == number);
            return WithLarge(Budget.Return(holder, number, now), now);
        }

        public override BudgetStep Leave(string holder, DateTimeOffset now)
        {
            _large.RemoveAll(ask => ask.Holder == holder);
            return WithLarge(Budget.Leave(holder, now), now);
        }

        public override BudgetStep Wake(DateTimeOffset now) => WithLarge(Budget.Wake(now), now);

        private BudgetStep WithLarge(BudgetStep step, DateTimeOffset now)
        {
            var outcomes = step.Outcomes.ToList();
            foreach (var ask in _large.ToList())
            {
                var tried = Budget.Ask(ask with { Deadline = now }, now).Outcomes.Single();
                if (tried.Error is not null && ask.Deadline > now) continue;
                _large.Remove(ask);
                outcomes.Add(tried with { Ask = ask });
            }

            return new BudgetStep(outcomes, _large.Count == 0 ? Budget.WakeAt : now + TimeSpan.FromMilliseconds(100));
        }
    }

    /// <summary>Gives what is granted to the last of the same sort instead of the first.</summary>
    private sealed class LastFirstBudget(BudgetDefinition definition) : RealBudget(definition)
    {
        private readonly List<BudgetAsk> _waiting = [];

        public override BudgetStep Ask(BudgetAsk ask, DateTimeOffset now)
        {
            _waiting.Add(ask);
            return Swapped(Budget.Ask(ask, now));
        }

        public override BudgetStep Return(string holder, long number, DateTimeOffset now)
        {
            _waiting.RemoveAll(ask => ask.Number == number);
            return Swapped(Budget.Return(holder, number, now));
        }

        public override BudgetStep Leave(string holder, DateTimeOffset now)
        {
            _waiting.RemoveAll(ask => ask.Holder == holder);
            return Swapped(Budget.Leave(holder, now));
        }

        public override BudgetStep Wake(DateTimeOffset now) => Swapped(Budget.Wake(now));

        private BudgetStep Swapped(BudgetStep step) => Changed(step, outcome =>
        {
            var last = outcome.Error is null ? _waiting.FindLast(ask => ask.Holder == outcome.Ask.Holder && ask.Request == outcome.Ask.Request) : null;
            _waiting.Remove(last ?? outcome.Ask);
            return outcome with { Ask = last ?? outcome.Ask };
        });
    }

    private sealed class KeepingBudget(BudgetDefinition definition, bool keepsHeld) : RealBudget(definition)
    {
        public override BudgetStep Return(string holder, long number, DateTimeOffset now)
        {
            var holds = Budget.Permits;
            if (keepsHeld && Budget.Waiting == 0 && holds > 0) return Budget.Wake(now);
            return keepsHeld ? Budget.Return(holder, number, now) : Budget.Wake(now);
        }
    }

    private sealed class HauntedBudget(BudgetDefinition definition) : RealBudget(definition)
    {
        public override BudgetStep Leave(string holder, DateTimeOffset now) => Budget.Wake(now);
    }

    private sealed class EchoingBudget(BudgetDefinition definition) : RealBudget(definition)
    {
        private readonly List<BudgetOutcome> _echo = [];

        public override BudgetStep Wake(DateTimeOffset now)
        {
            var step = Budget.Wake(now);
            BudgetOutcome[] echo = [.. _echo];
            _echo.Clear();
            _echo.AddRange(step.Outcomes);
            return step with { Outcomes = [.. step.Outcomes, .. echo] };
        }
    }

    private sealed class SleepingBudget(BudgetDefinition definition, Func<DateTimeOffset?, DateTimeOffset?> change) : RealBudget(definition)
    {
        public override BudgetStep Ask(BudgetAsk ask, DateTimeOffset now) => Late(base.Ask(ask, now));

        public override BudgetStep Return(string holder, long number, DateTimeOffset now) => Late(base.Return(holder, number, now));

        public override BudgetStep Leave(string holder, DateTimeOffset now) => Late(base.Leave(holder, now));

        public override BudgetStep Wake(DateTimeOffset now) => Late(base.Wake(now));

        private BudgetStep Late(BudgetStep step) => step with { WakeAt = change(step.WakeAt) };
    }

    private sealed class HastyBudget(BudgetDefinition definition) : RealBudget(definition)
    {
        public override BudgetStep Ask(BudgetAsk ask, DateTimeOffset now) => Changed(base.Ask(ask, now), outcome => outcome with { RetryAfter = outcome.RetryAfter / 2 });
    }
}
