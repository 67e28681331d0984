namespace Fleet.Worker.Loading;

/// <summary>The codes of plugin faults. A code never changes its meaning: people search for it.</summary>
internal static class FaultCode
{
    public const string PathMissing = "FLEET1001";
    public const string NotDotNet = "FLEET1002";
    public const string ReferenceAssembly = "FLEET1003";
    public const string WrongPlatform = "FLEET1004";
    public const string NoWorkerClass = "FLEET1005";
    public const string SeveralWorkerClasses = "FLEET1006";
    public const string DependencyMissing = "FLEET1007";
    public const string AbstractionsVersion = "FLEET1008";
    public const string CannotBeCreated = "FLEET1009";
    public const string StartFailed = "FLEET1010";
}
