using System.Globalization;
using System.Text;
using Fleet.Generators.Symbols;
using Microsoft.CodeAnalysis;

namespace Fleet.Generators.Mappings;

/// <summary>Writes the mapping of one type: the same bytes, and the same reading, as the runtime's own mapping of it.</summary>
internal sealed class MappingText
{
    private readonly StringBuilder _text = new();
    private readonly StringBuilder _accessors = new();
    private readonly MappingShape _shape;
    private readonly string _type;

    private MappingText(MappingShape shape) => (_shape, _type) = (shape, TypeText.Of(shape.Type));

    public static MappingModel Of(MappingShape shape)
    {
        string name = "MappingOf_" + TypeText.Identifier(shape.Type);
        return new MappingModel(TypeText.Of(shape.Type), name, new MappingText(shape).Declare(name));
    }

    private string Declare(string name)
    {
        Line(0, $"file readonly struct {name} : global::Fleet.IPayloadMapping<{_type}>");
        Line(0, "{");
        Line(1, "private static readonly byte[][] Names = new byte[][]");
        Line(1, "{");
        foreach (MappedMember member in _shape.Members)
        {
            Line(2, $"{TypeText.Literal(member.Name)}u8.ToArray(),");
        }

        Line(1, "};");
        Line(0, "");
        DeclareMembers();
        DeclareWrite();
        DeclareRead();
        _text.Append(_accessors);
        Line(0, "}");
        return _text.ToString();
    }

    private void DeclareMembers()
    {
        Line(1, "public static global::Fleet.PayloadMember[] Members => new global::Fleet.PayloadMember[]");
        Line(1, "{");
        foreach (MappedMember member in _shape.Members)
        {
            if (ScalarCalls.For(member.Type) is null)
            {
                Line(2, $"new global::Fleet.PayloadMember({TypeText.Literal(member.Name)}, typeof({member.TypeName})),");
            }
        }

        Line(1, "};");
        Line(0, "");
    }

    private void DeclareWrite()
    {
        Line(1, $"public static void Write<TWriter>(ref TWriter writer, {_type} value)");
        Line(2, "where TWriter : struct, global::Fleet.IPayloadWriter, allows ref struct");
        Line(1, "{");
        Line(2, $"writer.BeginObject({Number(_shape.Members.Length)});");
        foreach (MappedMember member in _shape.Members)
        {
            Line(2, $"writer.WriteName({TypeText.Literal(member.Name)}u8);");
            string value = "value.@" + member.Name;
            Line(2, ScalarCalls.For(member.Type) is { } scalar
                ? $"writer.{scalar.Write}({Cast(scalar.WriteAs, value)});"
                : $"writer.Write<{member.TypeName}>({value});");
        }

        Line(1, "}");
        Line(0, "");
    }

    private void DeclareRead()
    {
        Line(1, $"public static {_type} Read<TReader>(ref TReader reader)");
        Line(2, "where TReader : struct, global::Fleet.IPayloadReader, allows ref struct");
        Line(1, "{");
        Line(2, "int left = reader.BeginObject();");
        Line(2, "int expected = 0;");
        Line(2, "ulong seen = 0;");
        foreach (MappedMember member in _shape.Members.Where(member => member.IsRead))
        {
            Line(2, $"{member.TypeName} {member.Local} = default;");
        }

        Line(2, "for (; left > 0; left--)");
        Line(2, "{");
        Line(3, "int found = reader.ReadName(Names, expected);");
        Line(3, "if (found < 0)");
        Line(3, "{");
        Line(4, "reader.Skip();");
        Line(4, "continue;");
        Line(3, "}");
        Line(0, "");
        Line(3, "ulong bit = 1UL << found;");
        Line(3, "if ((seen & bit) != 0) reader.RefuseDuplicate();");
        Line(3, "seen |= bit;");
        Line(3, "expected = found + 1;");
        DeclareSwitch();
        Line(2, "}");
        Line(0, "");
        DeclareConstruction();
        Line(2, "return made;");
        Line(1, "}");
    }

    private void DeclareSwitch()
    {
        Line(3, "switch (found)");
        Line(3, "{");
        foreach (MappedMember member in _shape.Members.Where(member => member.IsRead))
        {
            string value = ScalarCalls.For(member.Type) is { } scalar ? Cast(scalar.ReadAs, $"reader.{scalar.Read}()") : $"reader.Read<{member.TypeName}>()";
            Line(4, $"case {Number(member.Number)}: {member.Local} = {value}; break;");
        }

        Line(4, "default: reader.Skip(); break;");
        Line(3, "}");
    }

    private void DeclareConstruction()
    {
        foreach (MappedMember member in _shape.Members)
        {
            if (member.Parameter is { } parameter && DefaultText.Of(parameter) is { } text)
            {
                Line(2, $"if ({IsNotSeen(member)}) {member.Local} = {text};");
            }
        }

        Line(2, $"{_type} made = {Construction()};");
        foreach (MappedMember member in _shape.Members)
        {
            if (member is { Parameter: null, CanSet: true })
            {
                Line(2, $"if (!({IsNotSeen(member)})) {Setting(member)};");
            }
        }
    }

    private string Construction()
    {
        if (_shape.Choice.Constructor is not { } constructor)
        {
            return "default";
        }

        string[] types = [.. constructor.Parameters.Select(parameter => TypeText.Of(parameter.Type))];
        string arguments = string.Join(", ", _shape.Choice.Arguments.Select((member, i) => Cast(types[i], _shape.Members[member].Local)));
        if (!NeedsInitializer(constructor))
        {
            return $"new {_type}({arguments})";
        }

        // By the runtime's own way in, since "new" would ask for an initializer of what is required and may not have come.
        Accessor("Constructor", null, $"{_type} Make({string.Join(", ", types.Select((type, i) => $"{type} a{Number(i)}"))})");
        return $"Make({arguments})";
    }

    private bool NeedsInitializer(IMethodSymbol constructor) =>
        _shape.Members.Any(member => member.Symbol is IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true }) && !Sending.Members.Has(constructor, "SetsRequiredMembersAttribute");

    private string Setting(MappedMember member)
    {
        if (member.IsSetByAssignment)
        {
            return $"made.@{member.Name} = {member.Local}";
        }

        string reference = _shape.Type.IsValueType ? "ref " : "";
        string owner = TypeText.Of(member.Symbol.ContainingType);
        if (member.Symbol is IPropertySymbol { SetMethod: { } setter })
        {
            Accessor("Method", setter.MetadataName, $"void Set{Number(member.Number)}({reference}{owner} made, {member.TypeName} value)");
            return $"Set{Number(member.Number)}({reference}made, {member.Local})";
        }

        string field = member.Symbol is IPropertySymbol property ? ConstructorChoice.FieldBehind(property)!.MetadataName : member.Symbol.MetadataName;
        Accessor("Field", field, $"ref {member.TypeName} Field{Number(member.Number)}({reference}{owner} made)");
        return $"Field{Number(member.Number)}({reference}made) = {member.Local}";
    }

    private void Accessor(string kind, string? name, string signature)
    {
        string named = name is null ? "" : $", Name = {TypeText.Literal(name)}";
        _accessors.AppendLine();
        _accessors.AppendLine($"    [global::System.Runtime.CompilerServices.UnsafeAccessor(global::System.Runtime.CompilerServices.UnsafeAccessorKind.{kind}{named})]");
        _accessors.AppendLine($"    private static extern {signature};");
    }

    private static string IsNotSeen(MappedMember member) => $"(seen & {Number(1UL << member.Number)}UL) == 0";

    private static string Cast(string? type, string value) => type is null ? value : $"({type}){value}";

    private static string Number(IFormattable number) => number.ToString(null, CultureInfo.InvariantCulture);

    private void Line(int indent, string text) => _text.Append(' ', text.Length == 0 ? 0 : indent * 4).AppendLine(text);
}
