using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Fleet.Worker.Loading.Preflight;

/// <summary>What a DLL says of itself, read without loading it: a load error names none of this.</summary>
/// <param name="Name">The simple name of the assembly, which may differ from the file's.</param>
/// <param name="TargetFramework">The text of <c>TargetFrameworkAttribute</c>, such as <c>.NETCoreApp,Version=v10.0</c>.</param>
/// <param name="IsReferenceAssembly">Whether it has signatures only.</param>
/// <param name="Target">The machine it was compiled for.</param>
/// <param name="References">The assemblies it was compiled against.</param>
internal sealed record PluginImage(
    string Name,
    string? TargetFramework,
    bool IsReferenceAssembly,
    ImageTarget Target,
    IReadOnlyList<ImageReference> References)
{
    /// <summary>Reads an image.</summary>
    /// <returns>Null where it is a program for Windows without any .NET in it.</returns>
    /// <exception cref="BadImageFormatException">It is not such a file at all, or it is cut off.</exception>
    public static PluginImage? Read(Stream file)
    {
        try
        {
            return ReadWellFormed(file);
        }
        // The metadata reader trusts more numbers of a broken file than it checks.
        catch (Exception broken) when (broken is OverflowException or ArgumentException or InvalidOperationException or InvalidCastException or IndexOutOfRangeException)
        {
            throw new BadImageFormatException(broken.Message, broken);
        }
    }

    /// <summary>The version of an assembly that this one was compiled against; null where it does not use it.</summary>
    public Version? VersionOf(string reference) => References.FirstOrDefault(r => r.Name == reference)?.Version;

    private static PluginImage? ReadWellFormed(Stream file)
    {
        using var image = new PEReader(file);
        if (!image.HasMetadata) return null;
        var metadata = image.GetMetadataReader();
        if (!metadata.IsAssembly) return null;

        string? framework = null;
        var isReference = false;
        foreach (var handle in metadata.GetAssemblyDefinition().GetCustomAttributes())
        {
            var attribute = metadata.GetCustomAttribute(handle);
            switch (AttributeName(metadata, attribute))
            {
                case "System.Runtime.Versioning.TargetFrameworkAttribute": framework = FirstArgument(metadata, attribute); break;
                case "System.Runtime.CompilerServices.ReferenceAssemblyAttribute": isReference = true; break;
            }
        }

        return new PluginImage(
            metadata.GetString(metadata.GetAssemblyDefinition().Name),
            framework,
            isReference,
            ImageTarget.Of(image.PEHeaders),
            [.. metadata.AssemblyReferences.Select(metadata.GetAssemblyReference).Select(r => new ImageReference(metadata.GetString(r.Name), r.Version))]);
    }

    private static string AttributeName(MetadataReader metadata, CustomAttribute attribute)
    {
        switch (attribute.Constructor.Kind)
        {
            case HandleKind.MemberReference when metadata.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent is { Kind: HandleKind.TypeReference } parent:
                var reference = metadata.GetTypeReference((TypeReferenceHandle)parent);
                return $"{metadata.GetString(reference.Namespace)}.{metadata.GetString(reference.Name)}";
            case HandleKind.MethodDefinition:
                var definition = metadata.GetTypeDefinition(metadata.GetMethodDefinition((MethodDefinitionHandle)attribute.Constructor).GetDeclaringType());
                return $"{metadata.GetString(definition.Namespace)}.{metadata.GetString(definition.Name)}";
            default:
                return "";
        }
    }

    private static string? FirstArgument(MetadataReader metadata, CustomAttribute attribute)
    {
        var value = metadata.GetBlobReader(attribute.Value);
        return value.ReadUInt16() == 1 ? value.ReadSerializedString() : null;
    }
}
