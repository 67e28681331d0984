using Fleet;

namespace StatsService;

/// <summary>What the service answers.</summary>
public interface IStats : IFleetContract
{
    /// <summary>How many messages were counted.</summary>
    Task<CountReply> CountAsync(CountQuery query, CancellationToken cancellationToken = default);
}
