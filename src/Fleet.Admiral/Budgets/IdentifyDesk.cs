using Fleet.Admiral.Options;
using Fleet.Admiral.Routing;
using Fleet.Planning.Budgets;
using Fleet.Protocol.Budgets;
using Fleet.Protocol.Messages;

namespace Fleet.Admiral.Budgets;

/// <summary>Tells workers in how many groups shards identify. The waiting itself is at the budget of that name, whose keys are the groups.</summary>
internal sealed class IdentifyDesk
{
    private readonly IdentifyOptions _options;

    // One at a time is right for every platform; only the source knows better.
    private volatile int _told = 1;

    public IdentifyDesk(IdentifyOptions options, BudgetDesk budgets)
    {
        _options = options;
        if (options.IsLimited) budgets.Define(IdentifyBudget.Name, options.Definition(), "the configuration (identify)");
    }

    /// <summary>How many groups there are; null where there is no limit.</summary>
    public int? Groups => _options.IsLimited ? _options.Concurrency ?? _told : null;

    /// <summary>The shard source said how many may identify at a time. Of no effect where the configuration says it.</summary>
    public void Told(int concurrency) => _told = concurrency;

    /// <summary>Adds the commands of workers.</summary>
    public void AddTo(AdmiralCommands commands) =>
        commands.Add(AdmiralCommandNames.Identify, _ => Task.FromResult(new IdentifyTerms(_options.IsLimited ? IdentifyBudget.Name : null, Groups ?? 0)));
}
