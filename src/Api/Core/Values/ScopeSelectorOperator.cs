namespace Kubesharp.Api.Core;

/// <summary>The known values of ScopeSelectorOperator.</summary>
public static class ScopeSelectorOperator
{
    public const string In = "In";
    public const string NotIn = "NotIn";
    public const string Exists = "Exists";
    public const string DoesNotExist = "DoesNotExist";
}
