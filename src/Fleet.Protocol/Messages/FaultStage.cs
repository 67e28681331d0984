namespace Fleet.Protocol.Messages;

/// <summary>In which hook of its life a worker failed.</summary>
public enum FaultStage
{
    /// <summary>Loading the plugin, constructing the worker, StartAsync.</summary>
    Start = 0,

    /// <summary>ActivateAsync.</summary>
    Activate = 1,

    /// <summary>An exception that nobody caught; the process is about to die of it.</summary>
    Crash = 2,
}
