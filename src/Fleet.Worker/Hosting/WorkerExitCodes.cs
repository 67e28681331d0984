namespace Fleet.Worker.Hosting;

/// <summary>How a worker process ends. The Admiral trusts the goodbye on the link first; the code is for people and for ends without a goodbye.</summary>
internal static class WorkerExitCodes
{
    /// <summary>Stopped as it was told.</summary>
    public const int Stopped = 0;

    /// <summary>Started by hand: no Admiral spoke on its standard input.</summary>
    public const int NotLaunchedByAdmiral = 64;

    /// <summary>The plugin could not be loaded, or could not start. The link carried the reason.</summary>
    public const int PluginFault = 65;

    /// <summary>The Admiral did not answer the handshake.</summary>
    public const int HandshakeFailed = 66;

    /// <summary>The link to the Admiral broke.</summary>
    public const int LinkLost = 70;
}
