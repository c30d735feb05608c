using System.Text;
using Kubesharp.Api.Printing;
using Kubesharp.Api.Validation;

namespace Kubesharp.Api.Core;

/// <summary>ConfigMaps.</summary>
internal sealed class ConfigMapStrategy : Strategy<ConfigMap>
{
    // Keys and values together; what the store takes for one object leaves no more.
    internal const int BytesMax = 1024 * 1024;

    protected override void Validate(ConfigMap value, FieldErrors errors)
    {
        long bytes = 0;
        foreach ((string key, string text) in value.Data)
        {
            ConfigKeys.Validate(key, FieldPath.Of("data").Key(key), errors);
            if (value.BinaryData.ContainsKey(key))
                errors.Invalid(FieldPath.Of("data").Key(key), key, "duplicate of key present in binaryData");
            bytes += Encoding.UTF8.GetByteCount(text);
        }
        foreach ((string key, Bytes content) in value.BinaryData)
        {
            ConfigKeys.Validate(key, FieldPath.Of("binaryData").Key(key), errors);
            bytes += content.Length;
        }
        if (bytes > BytesMax)
            errors.TooLong(FieldPath.Of(""), BytesMax);
    }

    protected override void ValidateUpdate(ConfigMap value, ConfigMap old, FieldErrors errors)
    {
        if (old.Immutable != true)
            return;
        const string Set = "field is immutable when `immutable` is set";
        if (value.Immutable != true)
            errors.Forbidden(FieldPath.Of("immutable"), Set);
        if (!(value with { BinaryData = old.BinaryData, Metadata = old.Metadata, Immutable = true }).Equals(old))
            errors.Forbidden(FieldPath.Of("data"), Set);
        if (!(value with { Data = old.Data, Metadata = old.Metadata, Immutable = true }).Equals(old))
            errors.Forbidden(FieldPath.Of("binaryData"), Set);
    }

    public override IReadOnlyList<Column> Columns { get; } =
    [
        Printing.Columns.Name<ConfigMap>(),
        Printing.Columns.Number<ConfigMap>("Data", "How many keys there are.",
            static value => value.Data.Count + value.BinaryData.Count),
        Printing.Columns.Age<ConfigMap>(),
    ];
}
