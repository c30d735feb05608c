namespace Kubesharp.Api.ApiRegistration;

/// <summary>The known values of APIServiceConditionType.</summary>
public static class APIServiceConditionType
{
    public const string Available = "Available";
}
