using System.Globalization;
using System.Text;

namespace Kubesharp.Api.Validation;

/// <summary>
/// Where a field is: <c>spec.containers[0].env[1].name</c>, <c>metadata.labels[app]</c>. The text is made only when an
/// error needs it.
/// </summary>
public sealed class FieldPath
{
    private readonly FieldPath? parent;
    private readonly string? name;
    private readonly int index;
    private readonly bool isKey;

    private FieldPath(FieldPath? parent, string? name, int index, bool isKey)
    {
        this.parent = parent;
        this.name = name;
        this.index = index;
        this.isKey = isKey;
    }

    public static FieldPath Metadata { get; } = Of("metadata");
    public static FieldPath Spec { get; } = Of("spec");
    public static FieldPath Status { get; } = Of("status");

    public static FieldPath Of(string name) => new(null, name, 0, false);
    public FieldPath Child(string child) => new(this, child, 0, false);
    public FieldPath Child(string child, string grandchild) => Child(child).Child(grandchild);
    public FieldPath Index(int at) => new(this, null, at, false);
    public FieldPath Key(string key) => new(this, key, 0, true);

    public override string ToString()
    {
        var text = new StringBuilder();
        Append(text);
        return text.ToString();
    }

    private void Append(StringBuilder text)
    {
        parent?.Append(text);
        if (name is null)
            text.Append('[').Append(index.ToString(CultureInfo.InvariantCulture)).Append(']');
        else if (isKey)
            text.Append('[').Append(name).Append(']');
        else
            text.Append(text.Length == 0 ? "" : ".").Append(name);
    }
}
