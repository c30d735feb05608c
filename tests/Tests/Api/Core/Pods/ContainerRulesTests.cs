using Xunit;

namespace Kubesharp.Tests.Api.Core.Pods;

/// <summary>E028, E044: what a container must satisfy, with upstream's texts and paths. One row, one rule.</summary>
public sealed class ContainerRulesTests
{
    private const string C = "spec.containers[0].";

    [Theory]
    // names, images, policies
    [InlineData("imagePullPolicy: Maybe", C + "imagePullPolicy: Unsupported value: \"Maybe\": supported values: "
        + "\"Always\", \"IfNotPresent\", \"Never\"")]
    [InlineData("terminationMessagePolicy: Log", C + "terminationMessagePolicy: Unsupported value: \"Log\": supported "
        + "values: \"File\", \"FallbackToLogsOnError\"")]
    // ports
    [InlineData("ports: [{}]", C + "ports[0].containerPort: Required value")]
    [InlineData("ports: [{containerPort: 70000}]",
        C + "ports[0].containerPort: Invalid value: 70000: must be between 1 and 65535, inclusive")]
    [InlineData("ports: [{containerPort: 80, hostPort: 70000}]",
        C + "ports[0].hostPort: Invalid value: 70000: must be between 1 and 65535, inclusive")]
    [InlineData("ports: [{containerPort: 80, protocol: HTTP}]",
        C + "ports[0].protocol: Unsupported value: \"HTTP\": supported values: \"SCTP\", \"TCP\", \"UDP\"")]
    [InlineData("ports: [{containerPort: 80, name: a}, {containerPort: 81, name: a}]",
        C + "ports[1].name: Duplicate value: \"a\"")]
    [InlineData("ports: [{containerPort: 80, name: much-too-long-for-a-port}]",
        C + "ports[0].name: Invalid value: \"much-too-long-for-a-port\": must be no more than 15 characters")]
    [InlineData("ports: [{containerPort: 80, hostPort: 1}, {containerPort: 81, hostPort: 1}]",
        C + "ports[1].hostPort: Duplicate value: \"TCP//1\"")]
    // environment
    [InlineData("env: [{name: '', value: x}]", C + "env[0].name: Required value")]
    [InlineData("env: [{name: 'a=b'}]",
        C + "env[0].name: Invalid value: \"a=b\": a valid environment variable name must "
        + "consist only of printable ASCII characters other than '='")]
    [InlineData("env: [{name: A, valueFrom: {}}]", C + "env[0].valueFrom: Invalid value: \"\": must specify one of: "
        + "`fieldRef`, `resourceFieldRef`, `configMapKeyRef`, `secretKeyRef` or `fileKeyRef`")]
    [InlineData("env: [{name: A, value: x, valueFrom: {fieldRef: {fieldPath: metadata.name}}}]",
        C + "env[0].valueFrom: Invalid value: \"\": may not be specified when `value` is not empty")]
    [InlineData("env: [{name: A, valueFrom: {fieldRef: {fieldPath: metadata.name}, secretKeyRef: {name: s, key: k}}}]",
        C + "env[0].valueFrom: Invalid value: \"\": may not have more than one field specified at a time")]
    [InlineData("env: [{name: A, valueFrom: {fieldRef: {fieldPath: metadata.labels}}}]",
        C + "env[0].valueFrom.fieldRef.fieldPath: Unsupported value: \"metadata.labels\": supported values: "
        + "\"metadata.name\", \"metadata.namespace\", \"metadata.uid\", \"spec.nodeName\", "
        + "\"spec.serviceAccountName\", \"status.hostIP\", \"status.hostIPs\", \"status.podIP\", \"status.podIPs\"")]
    [InlineData("env: [{name: A, valueFrom: {fieldRef: {fieldPath: spec.nope}}}]",
        C + "env[0].valueFrom.fieldRef.fieldPath: Invalid value: \"spec.nope\": error converting fieldPath: field "
            + "label "
        + "not supported: spec.nope")]
    [InlineData("env: [{name: A, valueFrom: {fieldRef: {fieldPath: \"spec.nope['a']\"}}}]",
        C + "env[0].valueFrom.fieldRef.fieldPath: Invalid value: \"spec.nope['a']\": error converting fieldPath: field "
        + "label does not support subscript: spec.nope['a']")]
    [InlineData("env: [{name: A, valueFrom: {resourceFieldRef: {resource: limits.gpu}}}]",
        C + "env[0].valueFrom.resourceFieldRef.resource: Unsupported value: \"limits.gpu\": supported values: "
        + "\"limits.cpu\", \"limits.ephemeral-storage\", \"limits.memory\", \"requests.cpu\", "
        + "\"requests.ephemeral-storage\", \"requests.memory\"")]
    [InlineData("env: [{name: A, valueFrom: {resourceFieldRef: {resource: limits.cpu, divisor: 2}}}]",
        C + "env[0].valueFrom.resourceFieldRef.divisor: Invalid value: \"limits.cpu\": only divisor's values 1m and 1 "
        + "are supported with the cpu resource")]
    [InlineData("env: [{name: A, valueFrom: {configMapKeyRef: {name: m}}}]",
        C + "env[0].valueFrom.configMapKeyRef.key: Required value")]
    [InlineData("env: [{name: A, valueFrom: {fileKeyRef: {volumeName: v, path: ../x, key: K}}}]",
        "[" + C + "env[0].valueFrom.fileKeyRef.path: Invalid value: \"../x\": must not contain '..', "
        + C + "env[0].valueFrom.fileKeyRef.volumeName: Not found: \"v\"]")]
    [InlineData("envFrom: [{}]",
        C + "envFrom: Invalid value: \"\": must specify one of: `configMapRef` or `secretRef`")]
    [InlineData("envFrom: [{secretRef: {name: ''}}]", C + "envFrom[0].secretRef.name: Required value")]
    // probes and hooks
    [InlineData("livenessProbe: {}", C + "livenessProbe: Required value: must specify a handler type")]
    [InlineData("livenessProbe: {exec: {command: [a]}, tcpSocket: {port: 1}}",
        C + "livenessProbe.tcpSocket: Forbidden: may not specify more than 1 handler type")]
    [InlineData("livenessProbe: {exec: {}}", C + "livenessProbe.exec.command: Required value")]
    [InlineData("livenessProbe: {httpGet: {port: 0}}",
        C + "livenessProbe.httpGet.port: Invalid value: 0: must be between 1 and 65535, inclusive")]
    [InlineData("livenessProbe: {httpGet: {port: 1, scheme: FTP}}",
        C + "livenessProbe.httpGet.scheme: Unsupported value: \"FTP\": supported values: \"HTTP\", \"HTTPS\"")]
    [InlineData("livenessProbe: {httpGet: {port: 1, httpHeaders: [{name: 'a b', value: c}]}}",
        C + "livenessProbe.httpGet.httpHeaders: Invalid value: \"a b\": a valid HTTP header must consist of "
            + "alphanumeric "
        + "characters or '-' (e.g. 'X-Header-Name', regex used for validation is '[-A-Za-z0-9]+')")]
    [InlineData("livenessProbe: {grpc: {port: 1}, successThreshold: 2}",
        C + "livenessProbe.successThreshold: Invalid value: 2: must be 1")]
    [InlineData("livenessProbe: {grpc: {port: 1}, periodSeconds: -1}",
        C + "livenessProbe.periodSeconds: Invalid value: -1: must be greater than or equal to 0")]
    [InlineData("livenessProbe: {grpc: {port: 1}, terminationGracePeriodSeconds: 0}",
        C + "livenessProbe.terminationGracePeriodSeconds: Invalid value: 0: must be greater than 0")]
    [InlineData("readinessProbe: {grpc: {port: 1}, terminationGracePeriodSeconds: 9}",
        C + "readinessProbe.terminationGracePeriodSeconds: Invalid value: 9: must not be set for readinessProbes")]
    [InlineData("lifecycle: {preStop: {sleep: {seconds: 31}}}",
        C + "lifecycle.preStop.sleep: Invalid value: 31: must be "
        + "non-negative and less than terminationGracePeriodSeconds (30)")]
    [InlineData("lifecycle: {stopSignal: SIGUSR1}",
        C + "lifecycle.stopSignal: Forbidden: may not be set for containers with empty `spec.os.name`")]
    // resources
    [InlineData("resources: {limits: {cpu: 1}, requests: {cpu: 2}}",
        C + "resources.requests: Invalid value: \"2\": must be less than or equal to cpu limit of 1")]
    [InlineData("resources: {requests: {cpu: -1}}",
        C + "resources.requests[cpu]: Invalid value: \"-1\": must be greater than or equal to 0")]
    [InlineData("resources: {requests: {magic: 1}}",
        "[" + C + "resources.requests[magic]: Invalid value: \"magic\": must "
        + "be a standard resource type or fully qualified, " + C + "resources.requests[magic]: Invalid value: "
        + "\"magic\": must be a standard resource for containers]")]
    [InlineData("resources: {requests: {requests.x.io/gpu: 1}, limits: {requests.x.io/gpu: 1}}", "["
        + C + "resources.limits[requests.x.io/gpu]: Invalid value: \"requests.x.io/gpu\": doesn't follow extended "
        + "resource "
        + "name standard, " + C + "resources.requests[requests.x.io/gpu]: Invalid value: \"requests.x.io/gpu\": "
        + "doesn't "
        + "follow extended resource name standard]")]
    [InlineData("resources: {requests: {x.io/gpu: 1}}",
        C + "resources.limits: Required value: Limit must be set for non overcommitable resources")]
    [InlineData("resources: {limits: {x.io/gpu: 2}, requests: {x.io/gpu: 1}}",
        C + "resources.requests: Invalid value: \"1\": must be equal to x.io/gpu limit of 2")]
    [InlineData("resources: {limits: {x.io/gpu: 500m}}",
        "[" + C + "resources.limits[x.io/gpu]: Invalid value: \"500m\": "
        + "must be an integer, " + C + "resources.requests[x.io/gpu]: Invalid value: \"500m\": must be an integer]")]
    [InlineData("resources: {limits: {hugepages-2Mi: 2Mi}}",
        C + "resources: Forbidden: HugePages require cpu or memory")]
    [InlineData("resources: {limits: {hugepages-2Mi: 3Mi, cpu: 1}}",
        "[" + C + "resources.limits[hugepages-2Mi]: Invalid "
        + "value: \"3Mi\": 3Mi is not positive integer multiple of hugepages-2Mi, " + C
        + "resources.requests[hugepages-2Mi]: Invalid value: \"3Mi\": 3Mi is not positive integer multiple of "
        + "hugepages-2Mi]")]
    [InlineData("resources: {claims: [{name: a}]}",
        C + "resources.claims[0]: Not found: \"a\": must be one of the names "
        + "in pod.spec.resourceClaims which is empty")]
    // restarts
    [InlineData("resizePolicy: [{resourceName: disk, restartPolicy: NotRequired}]",
        C + "resizePolicy: Unsupported value: \"disk\": supported values: \"cpu\", \"memory\"")]
    [InlineData("resizePolicy: [{resourceName: cpu, restartPolicy: NotRequired}, {resourceName: cpu, restartPolicy: "
        + "NotRequired}]", C + "resizePolicy[1]: Duplicate value: \"cpu\"")]
    [InlineData("restartPolicy: Sometimes", C + "restartPolicy: Unsupported value: \"Sometimes\": supported values: "
        + "\"Always\", \"Never\", \"OnFailure\"")]
    [InlineData("restartPolicyRules: [{action: Restart, exitCodes: {operator: In, values: [1]}}]",
        C + "restartPolicy: Required value: must specify restartPolicy when restart rules are used")]
    [InlineData("restartPolicy: Never, restartPolicyRules: [{action: Stop}]", "["
        + C + "restartPolicyRules[0].action: Unsupported value: \"Stop\": supported values: \"Restart\", "
        + "\"RestartAllContainers\", " + C + "restartPolicyRules[0].exitCodes: Required value: must be specified]")]
    // security
    [InlineData("securityContext: {runAsUser: -1}",
        C + "securityContext.runAsUser: Invalid value: -1: must be between 0 and 2147483647, inclusive")]
    [InlineData("securityContext: {procMount: Unmasked}",
        C + "securityContext.procMount: Invalid value: \"Unmasked\": `hostUsers` must be false to use `Unmasked`")]
    [InlineData("securityContext: {allowPrivilegeEscalation: false, privileged: true}",
        C + "securityContext: Invalid value: {\"privileged\":true,\"allowPrivilegeEscalation\":false}: cannot set "
        + "`allowPrivilegeEscalation` to false and `privileged` to true")]
    [InlineData("securityContext: {seccompProfile: {type: Localhost}}", C + "securityContext.seccompProfile."
        + "localhostProfile: Required value: must be set when seccomp type is Localhost")]
    [InlineData("securityContext: {appArmorProfile: {type: Localhost, localhostProfile: ' x'}}", C + "securityContext."
        + "appArmorProfile.localhostProfile: Invalid value: \" x\": must not be padded with whitespace")]
    public void AContainerMustMakeSense(string container, string expected) =>
        Assert.Equal(expected, PodRow.ContainerErrors(container));

    [Theory]
    [InlineData("volumeMounts: [{name: w, mountPath: /w}]", C + "volumeMounts[0].name: Not found: \"w\"")]
    [InlineData("volumeMounts: [{name: v}]", C + "volumeMounts[0].mountPath: Required value")]
    [InlineData("volumeMounts: [{name: v, mountPath: /a}, {name: v, mountPath: /a}]",
        C + "volumeMounts[1].mountPath: Invalid value: \"/a\": must be unique")]
    [InlineData("volumeMounts: [{name: v, mountPath: /a, subPath: ../b}]",
        C + "volumeMounts.subPath: Invalid value: \"../b\": must not contain '..'")]
    [InlineData("volumeMounts: [{name: v, mountPath: /a, subPath: b, subPathExpr: c}]",
        C + "volumeMounts[0].subPathExpr: Invalid value: \"c\": subPathExpr and subPath are mutually exclusive")]
    [InlineData("volumeMounts: [{name: v, mountPath: /a, mountPropagation: Bidirectional}]", C + "volumeMounts."
        + "mountPropagation: Forbidden: Bidirectional mount propagation is available only to privileged containers")]
    [InlineData("volumeMounts: [{name: v, mountPath: /a, recursiveReadOnly: Enabled}]",
        C + "volumeMounts.recursiveReadOnly: Forbidden: may only be specified when readOnly is true")]
    [InlineData("volumeDevices: [{name: v, devicePath: /dev/x}]",
        C + "volumeDevices[0].name: Invalid value: \"v\": can "
        + "only use volume source type of PersistentVolumeClaim or Ephemeral for block mode")]
    [InlineData("volumeDevices: [{name: d, devicePath: ../x}]",
        C + "volumeDevices[0].devicePath: Invalid value: \"../x\": can not contain backsteps ('..')")]
    [InlineData("volumeMounts: [{name: d, mountPath: /d}], volumeDevices: [{name: d, devicePath: /x}]", "["
        + C + "volumeMounts[0].name: Invalid value: \"d\": must not already exist in volumeDevices, "
        + C + "volumeDevices[0].name: Invalid value: \"d\": must not already exist in volumeMounts]")]
    public void AContainerSeesVolumesThatAre(string container, string expected) =>
        Assert.Equal(expected, PodRow.Errors(
            $"containers: [{{name: c, image: i, {container}}}], volumes: [{{name: v, emptyDir: {{}}}}, "
            + "{name: d, persistentVolumeClaim: {claimName: d}}]"));

    [Theory]
    [InlineData("containers: []", "spec.containers: Required value")]
    [InlineData("containers: [{image: i}]", "spec.containers[0].name: Required value")]
    [InlineData("containers: [{name: c}]", "spec.containers[0].image: Required value")]
    [InlineData("containers: [{name: c, image: ' i'}]",
        "spec.containers[0].image: Invalid value: \" i\": must not have leading or trailing whitespace")]
    [InlineData("containers: [{name: c, image: i}, {name: c, image: i}]",
        "spec.containers[1].name: Duplicate value: \"c\"")]
    [InlineData("initContainers: [{name: c, image: i}]", "spec.initContainers[0].name: Duplicate value: \"c\"")]
    [InlineData("initContainers: [{name: b, image: i, livenessProbe: {grpc: {port: 1}}}]", "spec.initContainers[0]."
        + "livenessProbe: Forbidden: may not be set for init containers without restartPolicy=Always")]
    [InlineData("initContainers: [{name: b, image: i, restartPolicy: Always, livenessProbe: {}}]",
        "spec.initContainers[0].livenessProbe: Required value: must specify a handler type")]
    [InlineData("initContainers: [{name: b, image: i, resizePolicy: [{resourceName: cpu, restartPolicy: "
        + "RestartContainer}]}]", "spec.initContainers[0].resizePolicy[0].restartPolicy: Invalid value: "
        + "\"RestartContainer\": must not be set to 'RestartContainer' for non-sidecar initContainers")]
    [InlineData("ephemeralContainers: [{name: d, image: i}]",
        "spec.ephemeralContainers: Forbidden: cannot be set on create")]
    [InlineData("resources: {requests: {cpu: 1}}, containers: [{name: c, image: i, resources: {requests: {cpu: 2}}}]",
        "spec.resources.requests[cpu]: Invalid value: \"1\": must be greater than or equal to aggregate container "
            + "requests "
        + "of 2")]
    [InlineData("resources: {limits: {cpu: 1}}, containers: [{name: c, image: i, resources: {limits: {cpu: 2}, "
        + "requests: {cpu: 1}}}]", "spec.resources.containers[0][cpu].limits: Invalid value: \"2\": must be less than "
        + "or "
        + "equal to pod limits of 1")]
    [InlineData("resources: {limits: {ephemeral-storage: 1}}", "spec.resources.limits[ephemeral-storage]: Unsupported "
        + "value: \"ephemeral-storage\": supported values: \"cpu\", \"hugepages-\", \"memory\"")]
    public void ContainersMustGoTogether(string spec, string expected) =>
        Assert.Equal(expected, PodRow.Errors(spec));
}
