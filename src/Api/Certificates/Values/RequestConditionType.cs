namespace Kubesharp.Api.Certificates;

/// <summary>The known values of RequestConditionType.</summary>
public static class RequestConditionType
{
    public const string Approved = "Approved";
    public const string Denied = "Denied";
    public const string Failed = "Failed";
}
