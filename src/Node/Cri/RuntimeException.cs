using Grpc.Core;

namespace Kubesharp.Kubelet.Cri;

/// <summary>The runtime refused or could not be reached. The message reads as events of Kubernetes quote it.</summary>
internal sealed class RuntimeException(StatusCode code, string detail)
    : IOException($"rpc error: code = {code} desc = {detail}")
{
    public StatusCode Code => code;
    public string Detail => detail;
}
