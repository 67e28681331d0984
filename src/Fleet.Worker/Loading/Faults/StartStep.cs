namespace Fleet.Worker.Loading.Faults;

/// <summary>Where on the way to acting the plugin's own code runs.</summary>
internal enum StartStep
{
    /// <summary>In <c>ConfigureServices</c>.</summary>
    Configure,

    /// <summary>In the constructor, or in what the container makes for it.</summary>
    Construct,

    /// <summary>In <c>StartAsync</c>.</summary>
    Start,

    /// <summary>In <c>ActivateAsync</c>, the worker's own or that of one of its parts.</summary>
    Activate,
}
