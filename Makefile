# make test    all checks and tests          make demo    the whole method on the demo data
# make bench   speeds, in target/bench.json  make package the program and its libraries in target/
# make gpu     builds for NVIDIA GPUs        make format  formats the sources
# make bundle  the program with its Java and data, for machines without network, in target/bundle
# make graphs  the networks' inference graphs in graphs/, after a change of an architecture
# make fuzz    random 3D files and images, FUZZ_SECONDS=60 in all; what it finds is in target/fuzz
# make demo-data KIT=ICT-FaceKit.zip    renders demo/ anew, the same bytes
# make landmarks KIT=ICT-FaceKit.zip    renders faces and trains the model of the 68 landmarks on them
# make recognizer DATA=fer2013/    trains the recogniser that ships, from fer2013.csv and fer2013new.csv
# make pretrain KIT=ICT-FaceKit.zip    renders faces and trains the translation of faces, for hours

# Of the demo. DATA holds lab, web, target and test, each a manifest.csv or a folder of faces as
# `./cycleat train --help` says, and PHOTOS are some to recognise. DEMO holds the runs and the table;
# DEMO_OPTIONS are further ones of `cycleat experiment`, such as '--set run.target.epochs=10'.
DEMO ?= experiments/demo
DATA ?= demo
PHOTOS ?= $(wildcard $(DATA)/photos/images/*/*.jpg)
OUT ?= out/demo
SEEDS ?= 1,2
FUZZ_SECONDS ?= 60

# Like the launcher: the profiles that the environment names, else those of the last build.
PROFILES := $(shell echo "$${CYCLEAT_PROFILES-$$(sed -n 's/^profiles=//p' \
    target/classes/org/cycleat/version.properties 2>/dev/null)}" | tr -s ', ' '\n' | sed '/^$$/d' | paste -sd , -)
MVN := ./mvnw -B $(addprefix -P,$(PROFILES))
JAVA := $(if $(JAVA_HOME),$(JAVA_HOME)/bin/java,java)

.PHONY: test demo demo-data landmarks recognizer pretrain graphs bench fuzz package bundle gpu format clean

test:
	$(MVN) verify

package:
	$(MVN) -q -DskipTests package

# Where `make pretrain` has been, the translation starts from its networks.
TRANSLATION_ZIP := checkpoints/translation.zip
START := $(if $(wildcard $(TRANSLATION_ZIP)),--set run.gan.weights=$(TRANSLATION_ZIP) --set run.gan.stage1Steps=100)
TABLE = ./cycleat experiment $(1) --config docs/experiments/demo.yaml --out $(DEMO) --seeds $(SEEDS) \
    --parallel 1 --set source.data=$(DATA)/lab --set web.data=$(DATA)/web \
    --set sets.first.data=$(DATA)/target --set sets.second.data=$(DATA)/test $(START) $(DEMO_OPTIONS)

demo:
	@test -d $(DATA) || { echo "no demo data at $(DATA): give its folder, make demo DATA=..." >&2; exit 2; }
	./cycleat recognize $(PHOTOS) --out $(OUT)
	$(call TABLE,table5)
	$(call TABLE,figure5)

# Other numbers are other people: nobody of one domain is in another. All faces but those of whole
# photographs are framed alike.
RENDER := ./cycleat render --ict-facekit $(KIT)
FACES := --size 64 --align eyes
WILD := --wild --levels 4
demo-data:
	@test -e "$(KIT)" || { echo "no ICT-FaceKit at '$(KIT)': make demo-data KIT=folder or ZIP" >&2; exit 2; }
	rm -rf demo/lab demo/web demo/target demo/test demo/photos
	$(RENDER) --out demo/lab $(FACES) --subjects 40 --poses 4
	$(RENDER) --out demo/web $(FACES) --first-subject 100 --subjects 90 --poses 2 $(WILD) --train-share 1 --unlabelled
	$(RENDER) --out demo/target $(FACES) --first-subject 300 --subjects 30 --poses 1 $(WILD) --train-share 1
	$(RENDER) --out demo/test $(FACES) --first-subject 400 --subjects 100 --poses 2 $(WILD) --train-share 0
	$(RENDER) --out demo/photos --size 512 --first-subject 501 --subjects 1 --poses 1 $(WILD) --train-share 0

# Interrupted, it goes on. LANDMARKS holds the renders and the training's states.
LANDMARKS ?= data/landmarks
landmarks:
	@test -e "$(KIT)" || { echo "no ICT-FaceKit at '$(KIT)': make landmarks KIT=folder or ZIP" >&2; exit 2; }
	$(RENDER) --out $(LANDMARKS) --size 192 --first-subject 910000 --subjects 1800 --poses 1 --wild --levels 2,4 \
	    --train-share 0.97 --unlabelled
	./cycleat landmarks --data $(LANDMARKS) --out $(LANDMARKS)/landmarks68.pb
	cp $(LANDMARKS)/landmarks68.pb checkpoints/

# Interrupted, it goes on. RECOGNIZER holds the training; checkpoints/recognizer.yaml says how it goes.
# Faces of FER2013's training part that have a twin in its two test parts are left out.
# RECOGNIZER_OPTIONS are further ones of `cycleat train`, such as '--set source.epochs=2' for a trial.
RECOGNIZER ?= runs/recognizer
recognizer:
	@test "$(DATA)" != demo || { echo "no data: make recognizer DATA=folder of fer2013.csv and fer2013new.csv" >&2; exit 2; }
	./cycleat train --preset small --config checkpoints/recognizer.yaml --stage source --source $(DATA) \
	    --exclude $(DATA) --exclude-split validation --exclude-split test --run $(RECOGNIZER) \
	    $(RECOGNIZER_OPTIONS)
	rm -f $(RECOGNIZER)/recognizer.zip
	./cycleat export --run $(RECOGNIZER) --network f_S --voting flip --out $(RECOGNIZER)/recognizer.zip
	cp $(RECOGNIZER)/recognizer.zip checkpoints/

# Interrupted, it goes on. PRETRAINING holds the renders and the training; checkpoints/translation.yaml
# says how it goes. Nobody of the demo data is among its people. PRETRAIN_OPTIONS are further ones of
# `cycleat train`, such as '--set gan.stage1Steps=20' for a trial.
PRETRAINING ?= data/pretraining
PRETRAIN_SUBJECTS ?= 400
PRETRAIN = ./cycleat train --preset small --config checkpoints/translation.yaml --source $(PRETRAINING)/lab \
    --web $(PRETRAINING)/web --run $(PRETRAINING)/run $(PRETRAIN_OPTIONS)
pretrain:
	@test -e "$(KIT)" || { echo "no ICT-FaceKit at '$(KIT)': make pretrain KIT=folder or ZIP" >&2; exit 2; }
	$(RENDER) --out $(PRETRAINING)/lab $(FACES) --first-subject 600000 --subjects $(PRETRAIN_SUBJECTS) --poses 2
	$(RENDER) --out $(PRETRAINING)/web $(FACES) --first-subject 700000 --subjects $(PRETRAIN_SUBJECTS) --poses 2 \
	    $(WILD) --train-share 1 --unlabelled
	$(PRETRAIN) --stage source
	$(PRETRAIN) --stage translation
	rm -f $(PRETRAINING)/translation.zip
	./cycleat export --run $(PRETRAINING)/run --network translation --out $(PRETRAINING)/translation.zip
	cp $(PRETRAINING)/translation.zip $(TRANSLATION_ZIP)

graphs:
	./cycleat graphs --out graphs

# BENCH='translation|ResNet' measures what has such a name, and steps of the paper's size on any
# device; without it those are for GPUs. PYTHON is one with PyTorch, to compare with.
bench:
	$(MVN) -q -DskipTests package
	@. src/main/sh/start.sh && start $(JAVA) -cp target/test-classes:target/cycleat.jar \
	    org.cycleat.bench.Bench target/bench.json '$(BENCH)'

# Each reader has a third of the time. Inputs that reach new code are kept in target/fuzz/obj and
# vrml, and start the next run together with the corpus; one that breaks a reader ends the run.
FUZZ_SHARE := $$(( ($(FUZZ_SECONDS) + 2) / 3 ))
FUZZ_JAVA := $(JAVA) -Xmx512m -Djava.awt.headless=true -cp target/test-classes:target/classes:$$(cat target/fuzz/classpath)
FUZZ := $(FUZZ_JAVA) \
    com.code_intelligence.jazzer.Jazzer --instrumentation_includes='org.cycleat.**' \
    --reproducer_path=target/fuzz -artifact_prefix=target/fuzz/ -timeout=10 -rss_limit_mb=2048 \
    -verbosity=0 -print_final_stats=1 -max_total_time=$(FUZZ_SHARE)
CORPUS := src/test/resources/org/cycleat/render/mesh/corpus

fuzz:
	@mkdir -p target/fuzz/obj target/fuzz/vrml
	$(MVN) -q -P fuzz test-compile dependency:build-classpath -DincludeScope=test \
	    -Dmdep.outputFile=target/fuzz/classpath
	$(FUZZ) --target_class=org.cycleat.render.mesh.ObjFuzz target/fuzz/obj $(CORPUS)/obj
	$(FUZZ) --target_class=org.cycleat.render.mesh.VrmlFuzz target/fuzz/vrml $(CORPUS)/vrml
	@# decoders are native, where Jazzer sees nothing: mutations, others each time; they print what they meet
	$(FUZZ_JAVA) org.cycleat.image.ImageFuzz $(FUZZ_SHARE) target/fuzz/image $$(date +%s)000000 2> target/fuzz/image.log \
	    || { tail -n 20 target/fuzz/image.log; exit 1; }

# CUDA and cuDNN come along (2 GB), so that only the driver is needed. CYCLEAT_PROFILES=gpu leaves
# them out. The last line says what is ready, or what is missing.
gpu:
	CYCLEAT_PROFILES="$${CYCLEAT_PROFILES:-gpu,cuda-redist}" ./cycleat doctor --seconds 0

# src/bundle/bundle.sh says what can be set: BUNDLE_DATA, BUNDLE_PACK, BUNDLE_PART_MB.
bundle:
	$(MVN) -q -DskipTests package
	@sh src/bundle/bundle.sh

format:
	$(MVN) -q spotless:apply

clean:
	$(MVN) -q clean
