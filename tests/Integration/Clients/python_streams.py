"""exec and port-forward with the official Python client: KUBECONFIG says which server; ends with 0 when all holds."""
import http.client
import json
import sys

from kubernetes import client, config
from kubernetes.stream import portforward, stream

NAMESPACE, POD = sys.argv[1], sys.argv[2]


def execs(core):
    said = stream(core.connect_get_namespaced_pod_exec, POD, NAMESPACE, command=["echo", "hello python"],
                  stderr=True, stdin=False, stdout=True, tty=False)
    assert said == "hello python\n", said
    talk = stream(core.connect_get_namespaced_pod_exec, POD, NAMESPACE,
                  command=["sh", "-c", "read x; echo got $x; echo sad >&2; exit 9"],
                  stderr=True, stdin=True, stdout=True, tty=False, _preload_content=False)
    talk.write_stdin("one\n")
    talk.run_forever(timeout=30)
    assert talk.read_stdout() == "got one\n", "stdout"
    assert talk.read_stderr() == "sad\n", "stderr"
    assert talk.returncode == 9, talk.returncode
    terminal = stream(core.connect_get_namespaced_pod_exec, POD, NAMESPACE,
                      command=["sh", "-c", 'until [ "$(stty size 2>/dev/null)" = "33 101" ]; do sleep 0.1; done; echo so large'],
                      stderr=True, stdin=True, stdout=True, tty=True, _preload_content=False)
    terminal.write_channel(4, json.dumps({"Height": 33, "Width": 101}))
    terminal.run_forever(timeout=30)
    assert terminal.read_stdout() == "so large\r\n", "terminal"


def forwards(core):
    forward = portforward(core.connect_get_namespaced_pod_portforward, POD, NAMESPACE, ports="8080")
    socket = forward.socket(8080)
    socket.setblocking(True)
    socket.sendall(b"GET / HTTP/1.0\r\nHost: x\r\n\r\n")
    answer = http.client.HTTPResponse(socket)
    answer.begin()
    assert answer.read() == b"a page of the target\n"
    socket.close()
    assert forward.error(8080) is None, forward.error(8080)


def logs(core):
    assert core.read_namespaced_pod_log("speaks", NAMESPACE, tail_lines=1) == "two\n"


def main():
    config.load_kube_config()
    core = client.CoreV1Api()
    execs(core)
    forwards(core)
    logs(core)
    print("python: all holds")


main()
