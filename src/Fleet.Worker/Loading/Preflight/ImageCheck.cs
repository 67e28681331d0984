using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Fleet.Worker.Loading.Preflight;

/// <summary>FLEET1003 and FLEET1004: is it code, and code that this process can run.</summary>
internal static class ImageCheck
{
    /// <summary>Checks an image.</summary>
    public static PluginFault? Run(PluginRequest request, PluginImage image) =>
        ReferenceAssembly(request, image) ?? Framework(request, image) ?? Machine(request, image);

    private static PluginFault? ReferenceAssembly(PluginRequest request, PluginImage image)
    {
        if (!image.IsReferenceAssembly) return null;
        var found = NearbyFiles.SameName(request.Known).Where(file => file != request.Known).ToList();
        return new(
            FaultCode.ReferenceAssembly,
            $"{request.FileName} is a reference assembly",
            request.Path,
            "It has the signatures of the bot but no code; the compiler writes such files to obj for other projects.",
            found.Count > 0 ? $"Use {found[0]}." : $"Set {request.PathKey} to the DLL under bin.",
            Permanent: true);
    }

    private static PluginFault? Framework(PluginRequest request, PluginImage image)
    {
        var ours = new Version(Environment.Version.Major, Environment.Version.Minor);
        if (Name(image.TargetFramework) is not { } target)
        {
            // Without the attribute the version of System.Runtime tells the same.
            return image.VersionOf("System.Runtime") is { } runtime && runtime.Major > ours.Major ? Newer(request, $"net{runtime.Major}.{runtime.Minor}", ours) : null;
        }

        return target.Identifier switch
        {
            ".NETCoreApp" when target.Version > ours => Newer(request, $"net{target.Version.Major}.{target.Version.Minor}", ours),
            ".NETFramework" => WrongPlatform(
                request,
                $"{request.FileName} targets .NET Framework {target.Version}",
                $"This Fleet runs on .NET {Environment.Version}.",
                $"Set <TargetFramework>net{ours}</TargetFramework>."),
            _ => null,
        };
    }

    private static PluginFault Newer(PluginRequest request, string target, Version ours) => WrongPlatform(
        request,
        $"{request.FileName} targets {target}",
        $"This Fleet runs on .NET {Environment.Version}.",
        $"Set <TargetFramework>net{ours}</TargetFramework>, or update Fleet.");

    private static PluginFault? Machine(PluginRequest request, PluginImage image) => image.Target.RunsHere ? null : WrongPlatform(
        request,
        $"{request.FileName} is built for {image.Target}",
        $"This worker runs on {RuntimeInformation.RuntimeIdentifier} as {RuntimeInformation.ProcessArchitecture}.",
        $"Build for AnyCPU (the default), or publish with -r {RuntimeInformation.RuntimeIdentifier}.");

    private static PluginFault WrongPlatform(PluginRequest request, string what, string why, string fix) =>
        new(FaultCode.WrongPlatform, what, request.Path, why, fix, Permanent: true);

    private static FrameworkName? Name(string? text)
    {
        try
        {
            return text is null ? null : new FrameworkName(text);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
