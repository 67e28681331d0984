using System.Reflection.PortableExecutable;
using System.Runtime.InteropServices;

namespace Fleet.Worker.Loading.Preflight;

/// <summary>The machine that an image was compiled for.</summary>
/// <param name="Architecture">The processor; null where any will do, or it is one not known here.</param>
/// <param name="System">The operating system, where code was compiled ahead of time for one other than Windows.</param>
internal sealed record ImageTarget(Architecture? Architecture, string? System)
{
    // Ahead-of-time compiled images for other systems than Windows carry the machine number xor one of these (the runtime's pedecoder.h).
    private static readonly (int Mask, string System)[] Systems = [(0, ""), (0x7B79, "linux"), (0x4644, "macos"), (0xADC4, "freebsd")];

    /// <summary>What the headers say.</summary>
    public static ImageTarget Of(PEHeaders headers)
    {
        var machine = (int)headers.CoffHeader.Machine;
        // "Any CPU" is written as I386 too; only a requirement of 32 bits, when it is not merely a preference, makes it one.
        if (machine == (int)Machine.I386)
        {
            var flags = headers.CorHeader?.Flags & (CorFlags.Requires32Bit | CorFlags.Prefers32Bit);
            return new(flags == CorFlags.Requires32Bit ? global::System.Runtime.InteropServices.Architecture.X86 : null, null);
        }

        foreach (var (mask, system) in Systems)
        {
            if (Known(machine ^ mask) is { } architecture) return new(architecture, system.Length == 0 ? null : system);
        }

        return new(null, null);
    }

    /// <summary>Whether this process can run it.</summary>
    public bool RunsHere =>
        (Architecture is null || Architecture == RuntimeInformation.ProcessArchitecture)
        && (System is null || OperatingSystem.IsOSPlatform(System));

    /// <inheritdoc/>
    public override string ToString() => $"{System} {Architecture}".Trim();

    private static Architecture? Known(int machine) => machine switch
    {
        (int)Machine.Amd64 => global::System.Runtime.InteropServices.Architecture.X64,
        (int)Machine.Arm64 => global::System.Runtime.InteropServices.Architecture.Arm64,
        (int)Machine.ArmThumb2 => global::System.Runtime.InteropServices.Architecture.Arm,
        (int)Machine.LoongArch64 => global::System.Runtime.InteropServices.Architecture.LoongArch64,
        _ => null,
    };
}
