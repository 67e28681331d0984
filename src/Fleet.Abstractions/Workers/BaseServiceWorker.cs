namespace Fleet;

/// <summary>A service: a worker without shards and channels that every other worker can ask by name. It is ready when <see cref="BaseWorker.StartAsync"/> returns.</summary>
public abstract class BaseServiceWorker : BaseWorker
{
}
