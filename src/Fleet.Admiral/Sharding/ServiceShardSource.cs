using Fleet.Admiral.Routing;

namespace Fleet.Admiral.Sharding;

/// <summary>A service of the fleet as the shard source.</summary>
internal sealed class ServiceShardSource(string service, AdmiralCalls calls, TimeSpan timeout) : IShardSource
{
    /// <summary>The service.</summary>
    public SlotName Slot { get; } = SlotName.Service(service);

    public string Name => $"the service {service}";

    public async Task<ShardAnswer?> AskAsync(ShardQuestion question, CancellationToken cancellationToken)
    {
        try
        {
            return await calls.CommandAsync<ShardAnswer>(Target.Slot(Slot), question, new CommandOptions { Timeout = timeout }, cancellationToken);
        }
        catch (CommandException e) when (e.Error == CommandError.NoHandler)
        {
            throw new CommandException(e.Error, $"it handles no {nameof(ShardQuestion)}: register Ipc.Handle<{nameof(ShardQuestion)}, {nameof(ShardAnswer)}>(…) in its StartAsync");
        }
    }
}
