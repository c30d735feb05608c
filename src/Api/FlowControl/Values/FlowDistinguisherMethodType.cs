namespace Kubesharp.Api.FlowControl;

/// <summary>The known values of FlowDistinguisherMethodType.</summary>
public static class FlowDistinguisherMethodType
{
    public const string ByUser = "ByUser";
    public const string ByNamespace = "ByNamespace";
}
