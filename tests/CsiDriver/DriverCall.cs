namespace Kubesharp.Tests.CsiDriver;

/// <summary>A call that the driver was asked, in its order.</summary>
/// <param name="Method">Without the service: <c>NodeStageVolume</c>.</param>
/// <param name="VolumeId">Empty where the call is about none.</param>
/// <param name="Request">As JSON, with the names of the interface.</param>
public sealed record DriverCall(string Method, string VolumeId, string Request);
