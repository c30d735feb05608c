using Kubesharp.Api.Meta;
using Kubesharp.Api.Printing;
using Kubesharp.Api.Trees;
using Kubesharp.Api.Validation;

namespace Kubesharp.Api.Core;

/// <summary>Secrets.</summary>
internal sealed class SecretStrategy : Strategy<Secret>
{
    protected override Secret Default(Secret value)
    {
        if (value.Type.Length == 0)
            value = value with { Type = "Opaque" };
        if (value.StringData.Count == 0)
            return value;
        // Plain text is for writing only; reads show it as data.
        var data = new Dictionary<string, Bytes>(value.Data, StringComparer.Ordinal);
        foreach ((string key, string text) in value.StringData)
            data[key] = Bytes.FromUtf8(text);
        return value with { Data = data, StringData = Maps.None<string>() };
    }

    protected override void Validate(Secret value, FieldErrors errors)
    {
        long bytes = 0;
        foreach ((string key, Bytes content) in value.Data)
        {
            ConfigKeys.Validate(key, FieldPath.Of("data").Key(key), errors);
            bytes += content.Length;
        }
        if (bytes > ConfigMapStrategy.BytesMax)
            errors.TooLong(FieldPath.Of("data"), ConfigMapStrategy.BytesMax);
        switch (value.Type)
        {
            case "kubernetes.io/service-account-token":
                if (value.Metadata.Annotations.GetValueOrDefault("kubernetes.io/service-account.name", "").Length == 0)
                {
                    errors.Required(FieldPath.Metadata.Child("annotations").Key("kubernetes.io/service-account.name"));
                }
                break;
            case "kubernetes.io/dockercfg":
                RequireJson(value, ".dockercfg", errors);
                break;
            case "kubernetes.io/dockerconfigjson":
                RequireJson(value, ".dockerconfigjson", errors);
                break;
            case "kubernetes.io/basic-auth":
                if (!value.Data.ContainsKey("username") && !value.Data.ContainsKey("password"))
                {
                    errors.Required(FieldPath.Of("data").Key("username"));
                    errors.Required(FieldPath.Of("data").Key("password"));
                }
                break;
            case "kubernetes.io/ssh-auth":
                if (!value.Data.TryGetValue("ssh-privatekey", out Bytes key) || key.Length == 0)
                    errors.Required(FieldPath.Of("data").Key("ssh-privatekey"));
                break;
            case "kubernetes.io/tls":
                Require(value, "tls.crt", errors);
                Require(value, "tls.key", errors);
                break;
        }
    }

    protected override void ValidateUpdate(Secret value, Secret old, FieldErrors errors)
    {
        if (value.Type != old.Type)
            errors.Invalid(FieldPath.Of("type"), value.Type, "field is immutable");
        if (old.Immutable != true)
            return;
        const string Set = "field is immutable when `immutable` is set";
        if (value.Immutable != true)
            errors.Forbidden(FieldPath.Of("immutable"), Set);
        if (!(value with { Metadata = old.Metadata, Immutable = true, Type = old.Type }).Equals(old))
            errors.Forbidden(FieldPath.Of("data"), Set);
    }

    private static void Require(Secret value, string key, FieldErrors errors)
    {
        if (!value.Data.ContainsKey(key))
            errors.Required(FieldPath.Of("data").Key(key));
    }

    private static void RequireJson(Secret value, string key, FieldErrors errors)
    {
        if (!value.Data.TryGetValue(key, out Bytes content))
        {
            errors.Required(FieldPath.Of("data").Key(key));
            return;
        }
        try
        {
            TreeJson.Parse(content.Span);
        }
        catch (DecodeException exception)
        {
            errors.Invalid(FieldPath.Of("data").Key(key), "<secret contents redacted>", exception.Message);
        }
    }

    public override IReadOnlyList<string> SelectableFields { get; } = ["type"];

    protected override string? FieldValue(Secret value, string field) =>
        field == "type" ? value.Type : base.FieldValue(value, field);

    public override IReadOnlyList<Column> Columns { get; } =
    [
        Printing.Columns.Name<Secret>(),
        Printing.Columns.Text<Secret>("Type", "What the keys mean.", static value => value.Type),
        Printing.Columns.Number<Secret>("Data", "How many keys there are.", static value => value.Data.Count),
        Printing.Columns.Age<Secret>(),
    ];
}
