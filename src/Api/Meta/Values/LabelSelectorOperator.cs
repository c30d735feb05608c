namespace Kubesharp.Api.Meta;

/// <summary>The known values of LabelSelectorOperator.</summary>
public static class LabelSelectorOperator
{
    public const string In = "In";
    public const string NotIn = "NotIn";
    public const string Exists = "Exists";
    public const string DoesNotExist = "DoesNotExist";
}
