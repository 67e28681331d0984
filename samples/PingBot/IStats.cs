using Fleet;

namespace PingBot;

/// <summary>What this bot asks the stats service: its own copy, of the same name, with the methods that it uses.</summary>
public interface IStats : IFleetContract
{
    /// <summary>How many messages were counted.</summary>
    Task<CountReply> CountAsync(CountQuery query, CancellationToken cancellationToken = default);
}
