using System.Buffers;
using System.Text.Json;
using Kubesharp.Api.Trees;

namespace Kubesharp.Api.Patches;

/// <summary>
/// An object as far as a patch reaches: members that it names, on the two upper levels, are trees; the others stay the
/// bytes that they are. A patch of a label or of one condition costs neither a tree of the spec nor of managedFields.
/// </summary>
/// <remarks>
/// For merge and strategic merge patches, which say nothing about a member that they do not name. Directives for a
/// whole object (<c>$patch</c>, <c>$retainKeys</c>) do: an object whose patch has one is read whole.
/// </remarks>
public sealed class PatchTarget
{
    private const int Levels = 2;

    private readonly ReadOnlyMemory<byte> json;
    private readonly List<Member> members;

    private PatchTarget(ReadOnlyMemory<byte> json, List<Member> members, TreeObject tree)
    {
        this.json = json;
        this.members = members;
        Tree = tree;
    }

    /// <summary>What the patch names, to apply it to.</summary>
    public TreeObject Tree { get; }

    /// <summary>
    /// Reads a valid object without duplicate members. Null: the patch is about the whole of it, or one is no object.
    /// </summary>
    public static PatchTarget? Of(ReadOnlyMemory<byte> json, Tree patch) =>
        patch is TreeObject changes && json.Length > 0 && json.Span[0] == (byte)'{' && !HasDirective(changes)
            ? Read(json, changes, Levels) : null;

    /// <summary>The whole object again, with the members named by the patch as they are now.</summary>
    public byte[] Write(TreeObject patched)
    {
        ArrayBufferWriter<byte> output = new(json.Length + 256);
        Write(patched, output);
        return output.WrittenSpan.ToArray();
    }

    private static bool HasDirective(TreeObject patch)
    {
        foreach ((string key, _) in patch.Members)
        {
            if (key.StartsWith('$'))
                return true;
        }
        return false;
    }

    private static PatchTarget Read(ReadOnlyMemory<byte> json, TreeObject patch, int levels)
    {
        List<Member> members = new(8);
        TreeObject.Builder tree = new();
        Utf8JsonReader reader = new(json.Span, new JsonReaderOptions { MaxDepth = TreeJson.DepthMax });
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string name = reader.GetString()!;
            reader.Read();
            int start = (int)reader.TokenStartIndex;
            bool isObject = reader.TokenType == JsonTokenType.StartObject;
            reader.Skip();
            ReadOnlyMemory<byte> value = json[start..(int)reader.BytesConsumed];
            if (!patch.TryGet(name, out Tree? change))
            {
                members.Add(new Member(name, value, null, false));
                continue;
            }
            PatchTarget? inner = levels > 1 && isObject && change is TreeObject changes && !HasDirective(changes)
                ? Read(value, changes, levels - 1) : null;
            members.Add(new Member(name, value, inner, true));
            tree.Set(name, inner?.Tree ?? TreeJson.Parse(value.Span));
        }
        return new PatchTarget(json, members, tree.Build());
    }

    private void Write(TreeObject patched, ArrayBufferWriter<byte> output)
    {
        output.Write("{"u8);
        bool first = true;
        foreach (Member member in members)
        {
            if (!member.IsNamed)
            {
                WriteName(output, member.Name, ref first);
                output.Write(member.Json.Span);
            }
            else if (patched.TryGet(member.Name, out Tree? value))
            {
                WriteName(output, member.Name, ref first);
                if (member.Inner is { } inner && value is TreeObject changed)
                    inner.Write(changed, output);
                else
                    TreeJson.Write(value, output);
            }
        }
        foreach ((string name, Tree value) in patched.Members)
        {
            if (Tree.Has(name))
                continue;
            WriteName(output, name, ref first);
            TreeJson.Write(value, output);
        }
        output.Write("}"u8);
    }

    private static void WriteName(ArrayBufferWriter<byte> output, string name, ref bool first)
    {
        if (!first)
            output.Write(","u8);
        first = false;
        JsonEncodedText text = JsonEncodedText.Encode(name);
        output.Write("\""u8);
        output.Write(text.EncodedUtf8Bytes);
        output.Write("\":"u8);
    }

    private readonly record struct Member(string Name, ReadOnlyMemory<byte> Json, PatchTarget? Inner, bool IsNamed);
}
