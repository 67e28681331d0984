using System.Reflection;
using System.Reflection.Emit;
using Fleet.Protocol.MessagePack;
using Fleet.Protocol.Payloads.Formatters;

namespace Fleet.Protocol.Payloads.Objects;

/// <summary>Emits the method that reads the members of a type into locals, and then makes the object of them.</summary>
/// <remarks>
/// Of a map, each key is first compared with that of the member that comes next when the sender is built of the same code; only a key that differs is searched for.
/// </remarks>
internal sealed class ReadEmitter
{
    private const BindingFlags Any = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;
    private const int Word = sizeof(ulong);
    private const int BitsPerWord = 64;

    private static readonly MethodInfo MapHeader = OfReader(nameof(MsgPackReader.ReadMapHeader));
    private static readonly MethodInfo ArrayHeader = OfReader(nameof(MsgPackReader.ReadArrayHeader));
    private static readonly MethodInfo Skip = OfReader(nameof(MsgPackReader.Skip));
    private static readonly MethodInfo Literal8 = OfReader(nameof(MsgPackReader.TryReadLiteral8));
    private static readonly MethodInfo Literal16 = OfReader(nameof(MsgPackReader.TryReadLiteral16));
    private static readonly MethodInfo Literal = OfReader(nameof(MsgPackReader.TryReadLiteral));
    private static readonly MethodInfo Find = OfTable(nameof(MemberTable.Find));
    private static readonly MethodInfo RequireCount = OfTable(nameof(MemberTable.RequireCount));
    private static readonly MethodInfo SkipRest = OfTable(nameof(MemberTable.SkipRest));
    private static readonly MethodInfo RefuseDuplicate = OfTable(nameof(MemberTable.RefuseDuplicate));
    private static readonly FieldInfo FormattersField = typeof(MemberTable).GetField(nameof(MemberTable.Formatters), Any)!;
    private static readonly FieldInfo KeysField = typeof(MemberTable).GetField(nameof(MemberTable.Keys), Any)!;
    private static readonly FieldInfo DefaultsField = typeof(MemberTable).GetField(nameof(MemberTable.Defaults), Any)!;

    private readonly MemberTable _table;
    private readonly ObjectMember[] _members;
    private readonly ILGenerator _il;
    private readonly LocalBuilder _left;
    private readonly LocalBuilder?[] _values;
    private readonly LocalBuilder[] _seen;
    private readonly Label _end;

    private ReadEmitter(MemberTable table, ILGenerator il)
    {
        (_table, _members, _il) = (table, table.Shape.Members, il);
        _left = il.DeclareLocal(typeof(int));
        _values = new LocalBuilder?[_members.Length];
        _seen = new LocalBuilder[(_members.Length + BitsPerWord - 1) / BitsPerWord];
        for (int i = 0; i < _members.Length; i++)
        {
            _values[i] = _members[i].IsRead ? il.DeclareLocal(_members[i].Type) : null;
            _seen[i / BitsPerWord] ??= il.DeclareLocal(typeof(ulong));
        }

        _end = il.DefineLabel();
    }

    /// <summary>Emits the method.</summary>
    public static ReadMembers<T> Emit<T>(MemberTable table)
    {
        var method = new DynamicMethod(
            "Read " + typeof(T).Name,
            typeof(T),
            [typeof(MemberTable), typeof(MsgPackReader).MakeByRefType()],
            typeof(ReadEmitter).Module,
            skipVisibility: true);
        new ReadEmitter(table, method.GetILGenerator()).EmitBody();
        return method.CreateDelegate<ReadMembers<T>>(table);
    }

    private static MethodInfo OfReader(string name) => typeof(MsgPackReader).GetMethod(name, Any)!;

    private static MethodInfo OfTable(string name) => typeof(MemberTable).GetMethod(name, Any)!;

    private void EmitBody()
    {
        switch (_table.Shape.Layout)
        {
            case ObjectLayout.Map:
                EmitMap();
                break;
            case ObjectLayout.Array:
                EmitArray(isExact: false);
                break;
            case ObjectLayout.Tuple:
                EmitArray(isExact: true);
                break;
        }

        _il.MarkLabel(_end);
        EmitConstruction();
    }

    private void EmitMap()
    {
        EmitHeader(MapHeader);
        Label search = _il.DefineLabel();
        Label unexpected = _il.DefineLabel();
        var found = new Label[_members.Length];
        for (int i = 0; i < _members.Length; i++)
        {
            found[i] = _il.DefineLabel();
            EmitEndIfNoneLeft();
            EmitTryKey(_table.Keys[i], i);
            _il.Emit(OpCodes.Brfalse, search);
            _il.MarkLabel(found[i]);
            EmitMember(i);
            EmitOneLess();
        }

        _il.MarkLabel(unexpected);
        EmitEndIfNoneLeft();
        _il.MarkLabel(search);
        _il.Emit(OpCodes.Ldarg_0);
        _il.Emit(OpCodes.Ldarg_1);
        _il.Emit(OpCodes.Call, Find);
        _il.Emit(OpCodes.Switch, found);
        EmitSkip();
        EmitOneLess();
        _il.Emit(OpCodes.Br, unexpected);
    }

    private void EmitArray(bool isExact)
    {
        EmitHeader(ArrayHeader);
        if (isExact)
        {
            _il.Emit(OpCodes.Ldarg_1);
            _il.Emit(OpCodes.Ldloc, _left);
            _il.Emit(OpCodes.Ldc_I4, _members.Length);
            _il.Emit(OpCodes.Call, RequireCount);
        }

        int slot = 0;
        for (int i = 0; i < _members.Length; i++)
        {
            for (; slot < _members[i].Order; slot++)
            {
                EmitEndIfNoneLeft();
                EmitSkip();
                EmitOneLess();
            }

            slot++;
            EmitEndIfNoneLeft();
            EmitMember(i);
            EmitOneLess();
        }

        _il.Emit(OpCodes.Ldarg_1);
        _il.Emit(OpCodes.Ldloc, _left);
        _il.Emit(OpCodes.Call, SkipRest);
    }

    private void EmitHeader(MethodInfo header)
    {
        _il.Emit(OpCodes.Ldarg_1);
        _il.Emit(OpCodes.Ldc_I4, int.MaxValue);
        _il.Emit(OpCodes.Call, header);
        _il.Emit(OpCodes.Stloc, _left);
    }

    private void EmitEndIfNoneLeft()
    {
        _il.Emit(OpCodes.Ldloc, _left);
        _il.Emit(OpCodes.Brfalse, _end);
    }

    private void EmitOneLess()
    {
        _il.Emit(OpCodes.Ldloc, _left);
        _il.Emit(OpCodes.Ldc_I4_1);
        _il.Emit(OpCodes.Sub);
        _il.Emit(OpCodes.Stloc, _left);
    }

    private void EmitSkip()
    {
        _il.Emit(OpCodes.Ldarg_1);
        _il.Emit(OpCodes.Call, Skip);
    }

    /// <summary>Leaves on the stack whether the key came, and moves past it if so.</summary>
    private void EmitTryKey(byte[] key, int number)
    {
        _il.Emit(OpCodes.Ldarg_1);
        if (key.Length <= Word)
        {
            _il.Emit(OpCodes.Ldc_I8, (long)Literals.Word(key));
            _il.Emit(OpCodes.Ldc_I8, (long)Literals.Mask(key.Length));
            _il.Emit(OpCodes.Ldc_I4, key.Length);
            _il.Emit(OpCodes.Call, Literal8);
        }
        else if (key.Length <= 2 * Word)
        {
            _il.Emit(OpCodes.Ldc_I8, (long)Literals.Word(key.AsSpan(0, Word)));
            _il.Emit(OpCodes.Ldc_I8, (long)Literals.Word(key.AsSpan(key.Length - Word)));
            _il.Emit(OpCodes.Ldc_I4, key.Length);
            _il.Emit(OpCodes.Call, Literal16);
        }
        else
        {
            EmitLoad(KeysField, number);
            _il.Emit(OpCodes.Call, Literal);
        }
    }

    private void EmitMember(int number)
    {
        if (_table.Shape.Layout == ObjectLayout.Map)
        {
            Label first = _il.DefineLabel();
            EmitSeen(number);
            _il.Emit(OpCodes.Brfalse, first);
            _il.Emit(OpCodes.Ldarg_1);
            _il.Emit(OpCodes.Call, RefuseDuplicate);
            _il.MarkLabel(first);
        }

        LocalBuilder seen = _seen[number / BitsPerWord];
        _il.Emit(OpCodes.Ldloc, seen);
        _il.Emit(OpCodes.Ldc_I8, Bit(number));
        _il.Emit(OpCodes.Or);
        _il.Emit(OpCodes.Stloc, seen);
        if (_values[number] is not { } value)
        {
            EmitSkip();
            return;
        }

        Type type = _members[number].Type;
        if (ScalarCalls.For(type) is { } scalar)
        {
            _il.Emit(OpCodes.Ldarg_1);
            _il.Emit(OpCodes.Call, scalar.Read);
        }
        else
        {
            // No cast: the table holds at this number a formatter of this very type.
            EmitLoad(FormattersField, number);
            _il.Emit(OpCodes.Ldarg_1);
            _il.Emit(OpCodes.Callvirt, typeof(Formatter<>).MakeGenericType(type).GetMethod(nameof(Formatter<>.Read))!);
        }

        _il.Emit(OpCodes.Stloc, value);
    }

    private void EmitConstruction()
    {
        for (int i = 0; i < _members.Length; i++)
        {
            if (_table.Defaults[i] is not null)
            {
                Label past = _il.DefineLabel();
                EmitSeen(i);
                _il.Emit(OpCodes.Brtrue, past);
                EmitLoad(DefaultsField, i);
                _il.Emit(OpCodes.Unbox_Any, _members[i].Type);
                _il.Emit(OpCodes.Stloc, _values[i]!);
                _il.MarkLabel(past);
            }
        }

        Type type = _table.Shape.Type;
        LocalBuilder made = _il.DeclareLocal(type);
        if (_table.Shape.Constructor is { } constructor)
        {
            foreach (int member in _table.Shape.Arguments)
            {
                _il.Emit(OpCodes.Ldloc, _values[member]!);
            }

            _il.Emit(OpCodes.Newobj, constructor);
            _il.Emit(OpCodes.Stloc, made);
        }

        for (int i = 0; i < _members.Length; i++)
        {
            if (_members[i] is { Parameter: < 0, CanSet: true })
            {
                Label past = _il.DefineLabel();
                EmitSeen(i);
                _il.Emit(OpCodes.Brfalse, past);
                EmitSet(made, i);
                _il.MarkLabel(past);
            }
        }

        _il.Emit(OpCodes.Ldloc, made);
        _il.Emit(OpCodes.Ret);
    }

    private void EmitSet(LocalBuilder made, int number)
    {
        ObjectMember member = _members[number];
        bool isStruct = _table.Shape.Type.IsValueType;
        _il.Emit(isStruct ? OpCodes.Ldloca : OpCodes.Ldloc, made);
        _il.Emit(OpCodes.Ldloc, _values[number]!);
        if (member.Setter is { } setter)
        {
            _il.Emit(isStruct ? OpCodes.Call : OpCodes.Callvirt, setter);
        }
        else
        {
            _il.Emit(OpCodes.Stfld, member.Field!);
        }
    }

    private void EmitSeen(int number)
    {
        _il.Emit(OpCodes.Ldloc, _seen[number / BitsPerWord]);
        _il.Emit(OpCodes.Ldc_I8, Bit(number));
        _il.Emit(OpCodes.And);
    }

    private void EmitLoad(FieldInfo table, int number)
    {
        _il.Emit(OpCodes.Ldarg_0);
        _il.Emit(OpCodes.Ldfld, table);
        _il.Emit(OpCodes.Ldc_I4, number);
        _il.Emit(OpCodes.Ldelem_Ref);
    }

    private static long Bit(int number) => 1L << (number % BitsPerWord);
}
