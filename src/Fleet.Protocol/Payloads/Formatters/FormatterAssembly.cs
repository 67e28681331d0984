using Fleet.Protocol.Payloads.Contracts;
using Fleet.Protocol.Payloads.Objects;

namespace Fleet.Protocol.Payloads.Formatters;

/// <summary>Puts together the formatter of one type and of all types inside it. Used by one thread, once.</summary>
internal sealed class FormatterAssembly
{
    private readonly Dictionary<Type, Formatter> _made = [];
    private readonly HashSet<Type> _underWay = [];
    private readonly ContractPath _path = new();

    /// <summary>The formatters made, each with all that it needs.</summary>
    public IReadOnlyDictionary<Type, Formatter> Made => _made;

    /// <summary>The formatter of a type.</summary>
    /// <exception cref="PayloadException">The type, or one inside it, cannot be sent.</exception>
    public Formatter Get(Type type)
    {
        if (FormatterCatalog.Find(type) is { } known)
        {
            return known;
        }

        if (_made.TryGetValue(type, out Formatter? made))
        {
            return made;
        }

        if (ScalarFormatters.Make(type) is { } scalar)
        {
            return _made[type] = scalar;
        }

        if (CollectionFormatters.Describe(type) is { } description)
        {
            return _made[type] = MakeOfParts(type, description);
        }

        if (Sendability.WhyNot(type) is { } reason)
        {
            throw _path.Refuse(type, reason);
        }

        return MakeObject(type);
    }

    private Formatter MakeOfParts(Type type, FormatterDescription description)
    {
        if (!_underWay.Add(type))
        {
            throw _path.Refuse(type, "it is a collection of itself");
        }

        var parts = new object[description.Parts.Length];
        for (int i = 0; i < parts.Length; i++)
        {
            using (_path.Enter(description.Parts.Length == 1 ? "[]" : i == 0 ? "[key]" : "[value]", type))
            {
                parts[i] = Get(description.Parts[i]);
            }
        }

        _underWay.Remove(type);
        return (Formatter)Activator.CreateInstance(description.Formatter, parts)!;
    }

    /// <summary>An object's formatter is known before its members' are made, as a member may be of the same type again.</summary>
    private Formatter MakeObject(Type type)
    {
        ObjectShape shape;
        try
        {
            shape = ShapeReader.Read(type);
        }
        catch (ShapeException e)
        {
            throw _path.Refuse(type, e.Message);
        }

        var formatter = (Formatter)Activator.CreateInstance(typeof(ObjectFormatter<>).MakeGenericType(type), shape)!;
        _made[type] = formatter;
        var members = new Formatter?[shape.Members.Length];
        for (int i = 0; i < members.Length; i++)
        {
            // The emitted code writes and reads scalars by itself.
            if (ScalarCalls.For(shape.Members[i].Type) is null)
            {
                using (_path.Enter("." + shape.Members[i].Name, type))
                {
                    members[i] = Get(shape.Members[i].Type);
                }
            }
        }

        ((IObjectFormatter)formatter).Complete(members);
        return formatter;
    }
}
